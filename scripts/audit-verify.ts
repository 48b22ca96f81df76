import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { verifyAudit } from '#modules/audit';
import { BULK_DEADLINE_MS, openDatabase } from '../db/client.ts';
import { type NotedHeads, notedHeadsOf, vanishedHeads } from './audit/noted-heads.ts';
import { startGuard } from './runtime/guard.ts';
import { PROJECT_ROOT } from './runtime/project.ts';
import { startDatabase } from './runtime/start-database.ts';
import { CannotDoIt, runCommand } from './sheets/running-shop.ts';

/**
 * `npm run audit:verify [-- --heads <file>]`: checks the chains of the audit log in DATABASE_URL, or of the stopped shop in
 * DATA_DIR. With --heads it also compares them with what it noted there the last time, and notes the new ends: kept
 * outside of the database, that file shows even a chain that was made anew. Ends with 1 when anything is broken.
 */
await runCommand(async () => {
  const { values } = parseArgs({ options: { heads: { type: 'string' } } });
  const file = values.heads === undefined ? undefined : resolve(process.env.INIT_CWD ?? '.', values.heads);
  const noted: NotedHeads = file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return withDatabase(async (db) => {
    const { links, chains, heads, findings } = await verifyAudit({ db });
    const vanished = await vanishedHeads(db, noted);
    for (const { chain, position, auditId, what, detail } of [...findings, ...vanished]) {
      const place = position === null ? chain : `${chain} #${position}`;
      process.stdout.write(`${what.toUpperCase()}  ${place}${auditId === null ? '' : `  row ${auditId}`}: ${detail}\n`);
    }
    const broken = new Set([...findings, ...vanished].map(({ chain }) => chain)).size;
    if (broken > 0) {
      process.stdout.write(
        `${count(broken, 'broken chain')} among ${count(chains, 'chain')}, ${count(links, 'row')}.\n`,
      );
      return 1;
    }
    process.stdout.write(`${count(links, 'row')} in ${count(chains, 'chain')}: whole.\n`);
    if (file !== undefined) writeFileSync(file, `${JSON.stringify(notedHeadsOf(heads), null, 2)}\n`);
    return 0;
  });
});

async function withDatabase(work: (db: ReturnType<typeof openDatabase>) => Promise<number>): Promise<number> {
  const { DATABASE_URL: databaseUrl, DATA_DIR } = process.env;
  const dataDir = DATA_DIR ?? join(PROJECT_ROOT, '.data');
  const folder = join(dataDir, 'database');
  if (!databaseUrl && !existsSync(folder)) {
    throw new CannotDoIt(
      `There is no shop in ${dataDir}. Say which database: DATABASE_URL=postgresql://... npm run audit:verify`,
    );
  }
  const guard = databaseUrl ? undefined : await lock(dataDir);
  const running = await startDatabase(databaseUrl ? { databaseUrl } : { dataDir: folder });
  try {
    const db = openDatabase({ ...running, deadlineMs: BULK_DEADLINE_MS });
    const [chained] = await db.query<{ here: boolean }>(sql`select to_regclass('audit_links') is not null as here`);
    if (chained?.here !== true)
      throw new CannotDoIt('Its audit log has no chains yet: bring it up to date with npm run migrate.');
    return await work(db);
  } finally {
    await running.stop();
    await guard?.release();
  }
}

async function lock(dataDir: string) {
  try {
    return await startGuard(dataDir);
  } catch (error) {
    throw new CannotDoIt(error instanceof Error ? error.message : String(error));
  }
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}
