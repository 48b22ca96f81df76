import { readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { convertV4MiniflareOptions } from 'miniflare';
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from 'wrangler';
import type { WorkerSource } from './project.ts';

type InstanceOptions = Extract<Parameters<typeof convertV4MiniflareOptions>[0], { workers: unknown }>;
export type LocalWorker = InstanceOptions['workers'][number] & { name: string };

type ModuleType = 'ESModule' | 'CompiledWasm' | 'Data' | 'Text';

const MODULE_TYPES: Record<string, ModuleType> = {
  '.js': 'ESModule',
  '.mjs': 'ESModule',
  '.wasm': 'CompiledWasm',
  '.bin': 'Data',
  '.txt': 'Text',
  '.html': 'Text',
  '.sql': 'Text',
};

/** Reads a Worker's wrangler file and its built modules into what the local runtime takes. */
export function workerOptions(source: WorkerSource, vars: Record<string, string>): LocalWorker {
  const config = unstable_readConfig({ config: source.configPath }, { hideWarnings: true });
  const { workerOptions: options, main } = unstable_getMiniflareWorkerOptions(config);
  // The runtime gets modules, so wrangler's rules for finding them have done their work.
  const { modulesRules: _rules, bindings, ...rest } = options;
  const mainModule = source.entryPath ? join(source.modulesDir, 'index.js') : main;
  if (!mainModule) throw new Error(`${source.configPath} names no main module`);
  return {
    ...rest,
    name: source.name,
    modulesRoot: source.modulesDir,
    modules: modulesIn(source.modulesDir, mainModule),
    bindings: { ...(bindings as Record<string, string> | undefined), ...vars },
  };
}

/** The entry module comes first: that is how the runtime knows it. */
function modulesIn(dir: string, mainModule: string): { type: ModuleType; path: string }[] {
  const modules = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => {
      const type = MODULE_TYPES[extname(path)];
      return type ? [{ type, path }] : [];
    });
  const isMain = ({ path }: { path: string }) => relative(mainModule, path) === '';
  if (!modules.some(isMain)) throw new Error(`${mainModule} is not built yet`);
  return [...modules.filter(isMain), ...modules.filter((module) => !isMain(module))].map(({ type, path }) => ({
    type,
    path: path.split(sep).join('/'),
  }));
}

/** Leaves out bindings to Workers that are not part of this instance, and tells which. */
export function withoutMissingWorkers(workers: LocalWorker[]): { workers: LocalWorker[]; missing: string[] } {
  const present = new Set(workers.map(({ name }) => name));
  const missing = new Set<string>();
  const keep = (target: string | undefined) => {
    if (target === undefined || present.has(target)) return true;
    missing.add(target);
    return false;
  };
  const kept = workers.map((worker) => ({
    ...worker,
    serviceBindings: filterBindings(worker.serviceBindings, (binding) => keep(targetOf(binding, 'name'))),
    durableObjects: filterBindings(worker.durableObjects, (binding) => keep(targetOf(binding, 'scriptName'))),
  }));
  return { workers: kept, missing: [...missing] };
}

function filterBindings<T>(bindings: Record<string, T> | undefined, keep: (binding: T) => boolean) {
  return Object.fromEntries(Object.entries(bindings ?? {}).filter(([, binding]) => keep(binding)));
}

function targetOf(binding: unknown, key: 'name' | 'scriptName'): string | undefined {
  if (typeof binding !== 'object' || binding === null || !(key in binding)) return undefined;
  const target = (binding as Record<string, unknown>)[key];
  return typeof target === 'string' ? target : undefined;
}
