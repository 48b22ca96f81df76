import { join } from 'node:path';
import { migrate } from './runtime/migrate.ts';
import { PROJECT_ROOT } from './runtime/project.ts';
import { fillCatalogue } from './runtime/sample-data.ts';
import { sealPlainRows } from './runtime/seal-existing.ts';
import { startDatabase } from './runtime/start-database.ts';

/** `DATABASE_URL=... npm run migrate [-- --sample]`: brings a database up to date, and fills it with the sample catalogue when asked. */
const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) {
  process.stderr.write('Say which database: DATABASE_URL=postgresql://... npm run migrate\n');
  process.exit(1);
}
/** Needed only where an earlier release left names and addresses unsealed. */
function personalKeys(): string {
  const { PERSONAL_KEYS } = process.env;
  if (PERSONAL_KEYS) return PERSONAL_KEYS;
  throw new Error('Orders of an earlier release are to be sealed: set PERSONAL_KEYS as the Workers have it.');
}

const database = await startDatabase({ databaseUrl });
try {
  const applied = await migrate(database, join(PROJECT_ROOT, 'db/migrations'));
  process.stdout.write(applied.length === 0 ? 'Up to date.\n' : `Applied ${applied.join(', ')}.\n`);
  const sealed = await sealPlainRows(database, personalKeys);
  if (sealed !== undefined) process.stdout.write(`Sealed ${sealed.orders} orders and ${sealed.messages} messages.\n`);
  if (process.argv.includes('--sample')) {
    await fillCatalogue(database, (text) => process.stdout.write(`${text}\n`));
    process.stdout.write(
      'The sample catalogue is in. Its stock is booked through the running shop: npm start -- --sample.\n',
    );
  }
} finally {
  await database.stop();
}
