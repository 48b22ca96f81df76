import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ShopProcess, startShop } from '../tests/shop-process.ts';

export interface ShopUnderTest extends ShopProcess {
  port: number;
  /** Port of tincture-bench, the baselines, in the same workerd. */
  benchPort: number;
}

/** A fresh shop with the baselines beside it, in processes of their own so that the load client does not slow them. */
export async function withShop<T>(variants: number, work: (shop: ShopUnderTest) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tincture-bench-'));
  const shop = await startShop({ dataDir, variants, withBench: true });
  try {
    if (shop.benchUrl === undefined) throw new Error('The baselines did not start.');
    return await work({
      ...shop,
      port: Number(new URL(shop.url).port),
      benchPort: Number(new URL(shop.benchUrl).port),
    });
  } finally {
    await shop.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
