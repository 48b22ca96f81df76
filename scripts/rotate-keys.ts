import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPersonalData } from '#platform/personal-keys';
import { addKeyTo, currentKeyOf, findKeys } from './personal/find-keys.ts';
import { openRecords } from './personal/open-records.ts';
import { countOthers, rewrapAll } from './personal/rewrap-all.ts';
import { PROJECT_ROOT } from './runtime/project.ts';
import { runCommand } from './sheets/running-shop.ts';

/**
 * `npm run rotate-keys [-- --add-key]`: wraps all sealed values anew under the current master key of PERSONAL_KEYS, of the
 * database in DATABASE_URL or of the (stopped) shop in DATA_DIR. `--add-key` makes a new one in that folder first.
 */
await runCommand(async () => {
  const { values: flags } = parseArgs({ options: { 'add-key': { type: 'boolean' } } });
  const { DATABASE_URL, DATA_DIR } = process.env;
  const dataDir = DATA_DIR ?? join(PROJECT_ROOT, '.data');
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const records = await openRecords(DATABASE_URL || dataDir);
  try {
    if (flags['add-key'] === true) addKeyTo(dataDir);
    const keys = findKeys(dataDir);
    const current = currentKeyOf(keys);
    const done = await rewrapAll(records.db, openPersonalData(keys), current, ({ table, column, count }) =>
      say(`${table}.${column}: ${count.toLocaleString('en')}`),
    );
    const total = done.reduce((sum, { count }) => sum + count, 0);
    const others = await countOthers(records.db, current);
    say(
      `${total.toLocaleString('en')} values are now under ${current}; ${others.toLocaleString('en')} need another key.`,
    );
    say(others === 0 ? 'The other master keys may go.' : 'Something was sealed meanwhile: run it once more.');
    return others === 0 ? 0 : 1;
  } finally {
    await records.close();
  }
});
