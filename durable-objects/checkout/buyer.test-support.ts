import { vi } from 'vitest';
import { orThrow } from '#platform/errors';
import type { PlaceOrderRequest, StoredAnswer } from '#platform/objects';
import { sampleRequest } from './sample-request.test-support.ts';
import type { ShopModel } from './shop-model.test-support.ts';

const firstKey = { key: 'key-1', bodyHash: 'body-1' };

/** Of every cart in a model. */
export const token = 'a'.repeat(64);
export const strangersToken = 'b'.repeat(64);
export const minute = 60_000;

/** One batch of so many pieces. */
export const shelf = (quantity: number) => [{ quantity, mrpPaise: 13_000, expiresOn: null }];

export const place = (
  shop: ShopModel,
  cartId: string,
  idempotency = firstKey,
  tokenHash = token,
  request: PlaceOrderRequest = sampleRequest,
) => shop.run(cartId, (desk) => desk.place(tokenHash, request, idempotency, 'req-1'));

interface Answered {
  answer: StoredAnswer;
  replayed: boolean;
  body: { id: string; number: string; status: string };
}

/** Places and expects an answer for good: an order or a refusal. */
export async function answered(shop: ShopModel, cartId: string, idempotency = firstKey): Promise<Answered> {
  const outcome = await place(shop, cartId, idempotency);
  if (outcome === 'crashed') throw new Error('crashed');
  const value = orThrow(outcome);
  if (value.kind !== 'answered') throw new Error(value.kind);
  return { ...value, body: JSON.parse(value.answer.body) as Answered['body'] };
}

/** Places and tells the code of the refusal. */
export async function failureCode(shop: ShopModel, cartId: string, idempotency = firstKey, tokenHash = token) {
  const outcome = await place(shop, cartId, idempotency, tokenHash);
  return outcome === 'crashed' || outcome.ok ? 'none' : outcome.failure.code;
}

/** Timers would only ever fire for a desk that is dead: time in a model is the model's own. */
export function stopTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
}

export function restoreTimers(): void {
  vi.useRealTimers();
  vi.restoreAllMocks();
}
