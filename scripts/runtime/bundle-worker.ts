import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type BuildFailure, type BuildOptions, build, formatMessages, type Metafile, type Plugin } from 'esbuild';
import { BuildFailed } from './build-failed.ts';
import { hashInputs } from './input-hash.ts';
import { PROJECT_ROOT, type WorkerSource } from './project.ts';

/** Given by the platform. */
const platformModules: Plugin = {
  name: 'platform-modules',
  setup(plugin) {
    plugin.onResolve({ filter: /^(cloudflare|workerd|node):/ }, ({ path }) => ({ path, external: true }));
  },
};

const SETTINGS = {
  absWorkingDir: PROJECT_ROOT,
  bundle: true,
  write: false,
  metafile: true,
  format: 'esm',
  target: 'es2024',
  platform: 'browser',
  mainFields: ['workerd', 'browser', 'module', 'main'],
  conditions: ['workerd', 'worker', 'browser'],
  minify: true,
  keepNames: true,
  sourcemap: 'linked',
  logLevel: 'silent',
  // The same kinds of module as wrangler's default rules.
  loader: { '.wasm': 'copy', '.bin': 'copy', '.txt': 'text', '.html': 'text', '.sql': 'text' },
  define: {
    'process.env.NODE_ENV': '"production"',
    'global.process.env.NODE_ENV': '"production"',
    'globalThis.process.env.NODE_ENV': '"production"',
    'navigator.userAgent': '"Cloudflare-Workers"',
  },
  plugins: [platformModules],
} satisfies BuildOptions;

/**
 * Bundles a Worker into its dist folder, unless nothing it is made of has changed. The settings are those of
 * `wrangler deploy`, without its command line: a tenth of the time. Wrangler would add shims for Node modules that workerd
 * lacks; there are none left at our compatibility date, and `npm run deploy` bundles with wrangler itself.
 */
export async function bundleWorker({ name, entryPath, modulesDir }: WorkerSource): Promise<void> {
  if (!entryPath) throw new Error(`${name} is built by its framework`);
  if (isUpToDate(modulesDir)) return;
  const { outputFiles, metafile } = await build({
    ...SETTINGS,
    entryPoints: { index: entryPath },
    outdir: modulesDir,
  }).catch(async ({ errors }: BuildFailure) => {
    throw new BuildFailed(name, (await formatMessages(errors, { kind: 'error' })).join('\n'));
  });
  // Another process may be reading the old bundle or building the same one: each sees a whole one.
  const unfinished = `${modulesDir}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const { path, contents } of outputFiles) write(join(unfinished, relative(modulesDir, path)), contents);
  write(join(unfinished, INPUTS_FILE), JSON.stringify(describeInputs(metafile)));
  rmSync(modulesDir, { recursive: true, force: true });
  renameSync(unfinished, modulesDir);
}

const INPUTS_FILE = '.inputs.json';

interface Inputs {
  paths: string[];
  digest: string;
}

function isUpToDate(modulesDir: string): boolean {
  const path = join(modulesDir, INPUTS_FILE);
  if (!existsSync(path)) return false;
  const { paths, digest } = JSON.parse(readFileSync(path, 'utf8')) as Inputs;
  return hashInputs(PROJECT_ROOT, paths) === digest;
}

/** Packages are known by the lock file; this file holds the settings. */
function describeInputs({ inputs }: Metafile): Inputs {
  const sources = Object.keys(inputs).filter((path) => !path.includes('node_modules/'));
  const paths = [...sources, 'package-lock.json', relative(PROJECT_ROOT, import.meta.filename)];
  return { paths, digest: hashInputs(PROJECT_ROOT, paths) };
}

function write(path: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
