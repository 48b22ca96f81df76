import { mkdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';

/**
 * Opens the embedded Postgres with the two extensions the schema uses. Its write-ahead log reaches the operating system
 * before a commit is answered, so killing the process loses nothing. Without a folder it lives in memory.
 */
export async function openEngine(dataDir?: string): Promise<PGlite> {
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  const engine = await PGlite.create({ dataDir, extensions: { vector, pg_trgm } });
  await engine.exec('create extension if not exists vector; create extension if not exists pg_trgm;');
  return engine;
}
