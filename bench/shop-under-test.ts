import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../scripts/runtime/project.ts';
import { installedVersions, startPostgres } from '../tests/postgres-server.ts';
import { type ShopProcess, startShop } from '../tests/shop-process.ts';

export interface ShopUnderTest extends ShopProcess {
  port: number;
  /** Port of the baselines, in the same workerd. */
  barePort: number;
}

const baselines = {
  name: 'tincture-bench',
  configPath: join(PROJECT_ROOT, 'bench/worker/wrangler.toml'),
  entryPath: join(PROJECT_ROOT, 'bench/worker/worker.ts'),
  modulesDir: join(PROJECT_ROOT, 'dist/tincture-bench'),
};

export interface ShopPlan {
  variants: number;
  /** On a Postgres server of this machine, whose commits reach the disk, in place of the embedded engine. */
  onServer?: boolean;
  /** The objects' files in memory: the local runtime syncs them to its one disk on its one thread, which Cloudflare's does not. */
  objectsInMemory?: boolean;
}

const MEMORY = '/dev/shm';
export const hasMemoryDisk = existsSync(MEMORY);

/** The newest Postgres of this machine; without one, the embedded engine stands in and the report says so. */
export const postgresVersion = installedVersions.at(-1);
export const databaseName = (onServer: boolean): string =>
  onServer && postgresVersion !== undefined ? `Postgres ${postgresVersion}` : 'the embedded Postgres';

/** A fresh shop with the baselines beside it, in processes of their own so that the load client does not slow them. */
export async function withShop<T>(plan: ShopPlan, work: (shop: ShopUnderTest) => Promise<T>): Promise<T> {
  const home = plan.objectsInMemory === true && hasMemoryDisk ? MEMORY : tmpdir();
  const dataDir = mkdtempSync(join(home, 'tincture-bench-'));
  const version = plan.onServer === true ? postgresVersion : undefined;
  const server = version === undefined ? undefined : await startPostgres(version, { isDurable: true });
  const database = server === undefined ? {} : { databaseUrl: server.url };
  const shop = await startShop({ dataDir, variants: plan.variants, beside: baselines, ...database });
  try {
    const { besideUrl } = shop.runtime;
    if (besideUrl === undefined) throw new Error('The baselines did not start.');
    const portOf = (url: string) => Number(new URL(url).port);
    return await work({ ...shop, port: portOf(shop.url), barePort: portOf(besideUrl) });
  } finally {
    await shop.runtime.stop();
    server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
