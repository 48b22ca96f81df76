import { env as bindings } from 'cloudflare:workers';
import { vi } from 'vitest';
import { brands, prices, products, variants } from '#db/schema/catalog';
import { fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { boundObjects } from '#platform/object-bindings';
import type { ReceivedLine, StoreFacts } from '#platform/objects';
import { databaseOf, type ObjectsEnv } from './env.ts';

export const env = bindings as unknown as ObjectsEnv;
export const objects = boundObjects(env);
export const db = databaseOf(env);

export const newStore = (): StoreFacts => ({ storeId: randomIds.next(), timeZone: 'Asia/Kolkata' });

/** A product with one priced variant, and its card. */
export async function newVariant(): Promise<{ productId: string; variantId: string }> {
  const productId = randomIds.next();
  const variantId = randomIds.next();
  const brandId = randomIds.next();
  const at = '2026-01-01T00:00:00Z';
  await db.batch(
    writeFacts([
      fact(brands, {
        id: brandId,
        slug: brandId,
        name: 'Aruna',
        manufacturer: 'Aruna',
        licenceNumber: null,
        colour: '#0a0',
      }),
      fact(products, {
        id: productId,
        handle: productId,
        remedyId: null,
        complexCode: null,
        form: 'dilution',
        brandId,
        name: 'Arnica montana',
        category: 'single',
        description: '',
        hsn: '30049014',
        alcoholPermille: null,
        status: 'active',
        popularity: 1,
        createdAt: at,
        updatedAt: at,
      }),
      fact(variants, {
        id: variantId,
        productId,
        sku: variantId,
        barcode: null,
        potencyScale: 'centesimal',
        potencyValue: 30,
        potencyRank: 30,
        potencyLabel: '30C',
        packQuantity: 30,
        packUnit: 'ml',
        packLabel: '30 ml',
        weightGrams: 60,
        position: 0,
        status: 'active',
      }),
      fact(prices, {
        id: randomIds.next(),
        priceList: 'retail',
        variantId,
        currency: 'INR',
        amountPaise: 9_000,
        mrpPaise: 9_500,
        validFrom: at,
        validUntil: null,
      }),
    ]),
  );
  return { productId, variantId };
}

export const line = (variantId: string, quantity: number, rest: Partial<ReceivedLine> = {}): ReceivedLine => ({
  variantId,
  batchId: randomIds.next(),
  batchNumber: 'B1',
  expiresOn: null,
  mrpPaise: 9_500,
  quantity,
  ...rest,
});

/** Asks again until the answer is as it should be. */
export const eventually = <T>(assertion: () => Promise<T>, timeoutMs = 10_000): Promise<T> =>
  vi.waitFor(assertion, { timeout: timeoutMs, interval: 50 });

/** Cuts the objects off from the database until the answer is called; whether a request arrives before that is the choice. */
export function cutDatabase(losing: 'requests' | 'answers'): () => void {
  const real = globalThis.fetch;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
    if (losing === 'answers') await real(...request);
    throw new TypeError('the network is down');
  });
  return () => spy.mockRestore();
}
