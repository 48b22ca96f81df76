import { env as bindings } from 'cloudflare:workers';
import { vi } from 'vitest';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { boundObjects } from '#platform/object-bindings';
import type { ReceivedLine, StoreFacts } from '#platform/objects';
import { databaseOf, type ObjectsEnv } from './env.ts';
import { variantFacts } from './test-variant.test-support.ts';

export const env = bindings as unknown as ObjectsEnv;
export const objects = boundObjects(env);
export const db = databaseOf(env);

export const newStore = (): StoreFacts => ({ storeId: randomIds.next(), timeZone: 'Asia/Kolkata' });

/** A product with one priced variant. */
export async function newVariant(): Promise<{ productId: string; variantId: string }> {
  const { productId, variantId, facts } = variantFacts();
  await db.batch(writeFacts(facts));
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
