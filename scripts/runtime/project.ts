import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder that holds package.json. */
export const PROJECT_ROOT = join(import.meta.dirname, '../..');

export interface WorkerSource {
  name: string;
  /** Its wrangler file: the source of truth for bindings, here as in production. */
  configPath: string;
  /** Where the modules that run are: a bundle of ours, or what the framework built. */
  modulesDir: string;
  /** Entry for the bundler; absent when a framework has built the modules already. */
  entryPath?: string;
}

const BUNDLED = [
  { name: 'tincture-gateway', config: 'wrangler.toml', entry: 'workers/gateway/worker.ts' },
  { name: 'tincture-objects', config: 'durable-objects/wrangler.toml', entry: 'durable-objects/worker.ts' },
  { name: 'tincture-identity', config: 'workers/identity/wrangler.toml', entry: 'workers/identity/worker.ts' },
  { name: 'tincture-office', config: 'workers/office/wrangler.toml', entry: 'workers/office/worker.ts' },
  { name: 'tincture-graphql', config: 'workers/graphql/wrangler.toml', entry: 'workers/graphql/worker.ts' },
  { name: 'tincture-webhooks', config: 'workers/webhooks/wrangler.toml', entry: 'workers/webhooks/worker.ts' },
  { name: 'tincture-campaigns', config: 'workers/campaigns/wrangler.toml', entry: 'workers/campaigns/worker.ts' },
  { name: 'tincture-analytics', config: 'workers/analytics/wrangler.toml', entry: 'workers/analytics/worker.ts' },
  { name: 'tincture-site', config: 'site/wrangler.toml', entry: 'site/worker.ts' },
];

/** The files that the console's Worker serves: it cannot run before they are built. */
const CONSOLE = { name: 'tincture-site', page: 'site/dist/index.html' };

/** Astro writes the configuration that belongs to its build beside it. */
const STOREFRONT = { name: 'tincture-storefront', config: 'storefront/dist/server/wrangler.json' };

/** The Worker that the world talks to. */
export const GATEWAY = 'tincture-gateway';

/** The Workers that have a source below `root`, in the order in which they must be deployed the first time. */
export function bundledWorkers(root: string): WorkerSource[] {
  return BUNDLED.filter(({ config, entry }) => existsSync(join(root, config)) && existsSync(join(root, entry))).map(
    ({ name, config, entry }) => ({
      name,
      configPath: join(root, config),
      modulesDir: join(root, 'dist', name),
      entryPath: join(root, entry),
    }),
  );
}

/** Every Worker that can run now: the bundled ones, the storefront and the console once they are built. */
export function runnableWorkers(root: string): WorkerSource[] {
  const hasConsole = existsSync(join(root, CONSOLE.page));
  const workers = bundledWorkers(root).filter(({ name }) => name !== CONSOLE.name || hasConsole);
  const configPath = join(root, STOREFRONT.config);
  if (existsSync(configPath)) {
    workers.push({ name: STOREFRONT.name, configPath, modulesDir: join(configPath, '..') });
  }
  return workers;
}
