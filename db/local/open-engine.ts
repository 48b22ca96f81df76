import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import { engineTemplate } from './engine-template.ts';

const extensions = { vector, pg_trgm };

/**
 * Opens the embedded Postgres with the two extensions the schema uses. Its write-ahead log reaches the operating system
 * before a commit is answered, so killing the process loses nothing. Without a folder it lives in memory.
 */
export async function openEngine(dataDir?: string): Promise<PGlite> {
  if (dataDir === undefined) return PGlite.create({ extensions, loadDataDir: await emptyCluster() });
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await createCluster(dataDir);
  return PGlite.create({ dataDir, extensions });
}

/** Under another name first: a cluster that was interrupted while it was made must never be opened. */
async function createCluster(dataDir: string): Promise<void> {
  const unfinished = `${dataDir}.unfinished`;
  mkdirSync(dirname(dataDir), { recursive: true });
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
  const engine = await PGlite.create({ dataDir: unfinished, extensions, loadDataDir: await emptyCluster() });
  await engine.close();
  renameSync(unfinished, dataDir);
}

function emptyCluster(): Promise<Blob> {
  return engineTemplate(async () => {
    const engine = await PGlite.create({ extensions });
    await engine.exec('create extension if not exists vector; create extension if not exists pg_trgm;');
    const dump = await engine.dumpDataDir('none');
    await engine.close();
    return dump;
  });
}
