import { randomUUID } from 'node:crypto';
import { mkdirSync, openAsBlob, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MODULES = join(import.meta.dirname, '../../node_modules');
const CACHE = join(MODULES, '.cache/tincture');

/** An empty cluster, made once for each version of the engine: loading it takes a fifth of the time of making it. */
export async function engineTemplate(make: () => Promise<Blob>): Promise<Blob> {
  const path = join(CACHE, `cluster-${versionOf('pglite')}-${versionOf('pglite-pgvector')}.tar`);
  try {
    return await openAsBlob(path);
  } catch {
    const made = await make();
    mkdirSync(CACHE, { recursive: true });
    // Another process may be making it too; a rename shows either the whole file or none.
    const unfinished = `${path}.${randomUUID()}`;
    writeFileSync(unfinished, Buffer.from(await made.arrayBuffer()));
    renameSync(unfinished, path);
    return made;
  }
}

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(join(MODULES, '@electric-sql', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
