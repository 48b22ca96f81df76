import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { openPersonalData } from '#platform/personal-keys';
import { migrate } from '../runtime/migrate.ts';
import { PROJECT_ROOT } from '../runtime/project.ts';
import { CannotDoIt } from '../sheets/running-shop.ts';
import { type CopiedTable, copyMasked, leftOut } from './copy-masked.ts';
import { assertOtherDatabase, assertOtherPlace, keysOfCopy, makeRoom, makeRoomInFolder } from './mask-target.ts';
import { isUrl, type OpenRecords, openRecords } from './open-records.ts';

const MIGRATIONS = join(PROJECT_ROOT, 'db/migrations');

export interface MaskOrder {
  /** A database's address, or the data folder of a shop that is stopped. */
  from: string;
  to: string;
  /** PERSONAL_KEYS of the original. */
  keys: string;
  /** Where the keys of the copy are kept, when that is at an address. */
  keysFile?: string | undefined;
  mayReplace: boolean;
}

/** Makes a copy without personal data. Answers the tables that stay empty in it. Throws CannotDoIt before anything is written. */
export async function maskDatabase(order: MaskOrder, onTable: (copied: CopiedTable) => void): Promise<string[]> {
  const { from, to, keys, mayReplace } = order;
  assertOtherPlace(from, to);
  const original = await openRecords(from);
  let copy: OpenRecords | undefined;
  try {
    await assertMigrated(original.db);
    copy = await openRecords(to, () => makeRoomInFolder(to, mayReplace));
    if (isUrl(from) && isUrl(to)) await assertOtherDatabase(original.db, copy.db);
    await makeRoom(copy.db, mayReplace);
    await migrate(copy, MIGRATIONS);
    const tools = {
      original: openPersonalData(keys),
      copy: openPersonalData(keysOfCopy(to, order.keysFile)),
      people: new Map(),
    };
    await copyMasked(original.db, copy.db, tools, onTable);
    return await leftOut(copy.db);
  } finally {
    await copy?.close();
    await original.close();
  }
}

/** Rows are copied by the columns of this release, so the original must have them too. */
async function assertMigrated(db: Database): Promise<void> {
  const rows = await db.query<{ name: string }>(sql`select name from schema_migrations`).catch(() => []);
  const applied = new Set(rows.map(({ name }) => name));
  const missing = readdirSync(MIGRATIONS, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !applied.has(entry.name),
  );
  if (missing.length === 0) return;
  throw new CannotDoIt(
    'The original has not seen all migrations of this release: open it once with npm start, or run npm run migrate on it.',
  );
}
