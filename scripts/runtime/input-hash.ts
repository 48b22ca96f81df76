import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const NOT_INPUT = new Set(['node_modules', 'dist', '.astro', '.wrangler', '.vite']);

/** A digest of every source file below the folders, and of the single files; one that is gone counts as such. */
export function hashInputs(root: string, inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesBelow(join(root, input)))) {
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSyncOrFile(path);
  if (!entries) return [path];
  return entries
    .filter((entry) => !NOT_INPUT.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
}

function readdirSyncOrFile(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

/** Runs `build` unless it ran before on the same inputs and its output is still there. Tells whether it ran. */
export async function buildIfChanged(
  { stampPath, digest, outputPath }: { stampPath: string; digest: string; outputPath: string },
  build: () => Promise<void>,
): Promise<boolean> {
  if (existsSync(outputPath) && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === digest) return false;
  await build();
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, digest);
  return true;
}
