import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '../..');
const MIGRATIONS = join(PROJECT, 'db/migrations');
const CACHE = join(PROJECT, 'node_modules/.cache/tincture');

/** Names all that a migrated cluster is made of: other migrations or another engine make another one. */
function contentsOf(engine: string): string {
  const hash = createHash('sha256').update(engine);
  for (const name of readdirSync(MIGRATIONS).sort()) {
    const file = join(MIGRATIONS, name, 'migration.sql');
    if (existsSync(file)) hash.update(name).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * The files of a cluster with all migrations, made once and then copied: a test has its own database in a fraction of the
 * time. `make` fills a folder and leaves it at rest. Answers nothing; `folder` holds the cluster afterwards.
 */
export async function copyMigrated(
  engine: string,
  folder: string,
  make: (folder: string) => Promise<void>,
): Promise<void> {
  const kept = join(CACHE, `migrated-${contentsOf(engine)}`);
  if (!existsSync(kept)) {
    mkdirSync(CACHE, { recursive: true });
    // Another process may be making it too; a rename shows either the whole folder or none.
    const unfinished = `${kept}.${randomUUID()}`;
    await make(unfinished);
    try {
      renameSync(unfinished, kept);
    } catch {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  cpSync(kept, folder, { recursive: true, preserveTimestamps: true });
}
