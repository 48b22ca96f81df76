import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../scripts/runtime/project.ts';
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

/** A fresh shop with the baselines beside it, in processes of their own so that the load client does not slow them. */
export async function withShop<T>(variants: number, work: (shop: ShopUnderTest) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tincture-bench-'));
  const shop = await startShop({ dataDir, variants, beside: baselines });
  try {
    const { besideUrl } = shop.runtime;
    if (besideUrl === undefined) throw new Error('The baselines did not start.');
    const portOf = (url: string) => Number(new URL(url).port);
    return await work({ ...shop, port: portOf(shop.url), barePort: portOf(besideUrl) });
  } finally {
    await shop.runtime.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
