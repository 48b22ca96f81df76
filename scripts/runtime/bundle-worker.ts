import { rm } from 'node:fs/promises';
import { type BuildFailure, build, formatMessages, type Plugin } from 'esbuild';
import { BuildFailed } from './build-failed.ts';
import type { WorkerSource } from './project.ts';

export interface BundledWorker {
  name: string;
  /** Size of the code without source map. */
  sizeBytes: number;
}

/** Given by the platform. */
const platformModules: Plugin = {
  name: 'platform-modules',
  setup({ onResolve }) {
    onResolve({ filter: /^(cloudflare|workerd|node):/ }, ({ path }) => ({ path, external: true }));
  },
};

/**
 * Bundles a Worker into its dist folder. The settings are those of `wrangler deploy`, without its command line: a tenth of
 * the time. Wrangler would add shims for Node modules that workerd lacks; there are none left at our compatibility date,
 * and `npm run deploy` bundles with wrangler itself, so that a difference would show there.
 */
export async function bundleWorker(worker: WorkerSource): Promise<BundledWorker> {
  if (!worker.entryPath) throw new Error(`${worker.name} is built by its framework`);
  await rm(worker.modulesDir, { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: { index: worker.entryPath },
    outdir: worker.modulesDir,
    bundle: true,
    format: 'esm',
    target: 'es2024',
    platform: 'browser',
    mainFields: ['workerd', 'browser', 'module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
    minify: true,
    keepNames: true,
    sourcemap: 'linked',
    metafile: true,
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
  }).catch(async (error: BuildFailure) => {
    throw new BuildFailed(worker.name, (await formatMessages(error.errors, { kind: 'error' })).join('\n'));
  });
  const code = Object.entries(metafile.outputs).filter(([path]) => !path.endsWith('.map'));
  return { name: worker.name, sizeBytes: code.reduce((sum, [, output]) => sum + output.bytes, 0) };
}
