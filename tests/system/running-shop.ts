import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type ShopFacts, startShop } from '../shop-process.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    shop: ShopFacts;
  }
}

/** One fresh shop with a small sample company for all system tests; each test brings its own product and cart. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tincture-shop-'));
  const shop = await startShop({ dataDir, variants: 1500 });
  const { url, operatorKey, database, secrets } = shop;
  project.provide('shop', { url, operatorKey, database, secrets });
  return async () => {
    await shop.runtime.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
