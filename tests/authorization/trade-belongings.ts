import type { ShopFacts } from '../shop-process.ts';
import { call } from '../shopper.ts';
import type { ActorUnderTest } from './actors.ts';
import type { Belonging } from './belongings.ts';

/** A cart that the owner keeps for somebody in a store, and a quotation of it. */
export async function tradeBelongings(
  shop: ShopFacts,
  owner: ActorUnderTest,
  { storeId, variantId }: { storeId: string; variantId: string },
): Promise<[string, Belonging][]> {
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await call(shop, 'POST', path, { body, headers: { ...owner.headers, ...headers } });
    if (answer.status >= 300) throw new Error(`${owner.name}: POST ${path}: ${answer.status} ${answer.text}`);
    return answer.json as { id: string; token: string };
  };
  const taken = await post(`/v1/admin/stores/${storeId}/taken-carts`, { channel: 'till' });
  await post(`/v1/carts/${taken.id}/lines`, { variantId, quantity: 1 }, { 'x-cart-token': taken.token });
  const key = { 'idempotency-key': `matrix-${taken.id}` };
  const quoted = await post(`/v1/admin/taken-carts/${taken.id}/quotations`, { validDays: 5 }, key);
  const ofStore = (value: string): Belonging => ({ value, ownerId: null, store: 'PUN' });
  return [
    ['takenCartId', ofStore(taken.id)],
    ['quotationId', ofStore(quoted.id)],
  ];
}
