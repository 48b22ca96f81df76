import { expect, it } from 'vitest';
import { boundObjects, type ObjectBindings } from './object-bindings.ts';

it('reaches the same object however the letters of its id are written', async () => {
  const names: string[] = [];
  const room = { totals: async () => ({ onHand: 0, held: 0, holds: 0, sold: 0 }) };
  const getByName = (name: string) => {
    names.push(name);
    return room;
  };
  const namespace = { getByName } as unknown as DurableObjectNamespace;
  const bindings: ObjectBindings = {
    STOCK_ROOM: namespace,
    COUPON_BOOK: namespace,
    VALUE_ACCOUNT: namespace,
    CHECKOUT: namespace,
    NUMBER_SERIES: namespace,
    OUTBOX_RELAY: namespace,
    REVOCATIONS: namespace,
    RATE_LIMITER: namespace,
  };
  const objects = boundObjects(bindings);
  await objects.stockRoom('019B76DA-A800-7CB2-A0C0-EB02F1AF4E4D').totals();
  objects.checkout('019B76DA-A800-7CB2-A0C0-EB02F1AF4E4D');
  expect(names).toHaveLength(2);
  expect(new Set(names)).toEqual(new Set(['019b76da-a800-7cb2-a0c0-eb02f1af4e4d']));
});
