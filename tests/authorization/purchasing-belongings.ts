import { routes } from '../../workers/gateway/rest/routes.ts';
import type { ShopFacts } from '../shop-process.ts';
import { call } from '../shopper.ts';
import type { ActorUnderTest } from './actors.ts';
import type { Belonging } from './belongings.ts';

/** A supplier, and an order, a delivery and a return of the first store: made by the owner as the examples show. */
export async function purchasingBelongings(
  shop: ShopFacts,
  owner: ActorUnderTest,
  storeId: string,
): Promise<[string, Belonging][]> {
  const post = async (path: string, change: object = {}) => {
    const example = routes.find(({ spec }) => spec.method === 'post' && spec.path === path)?.spec.example;
    const answer = await call(shop, 'POST', path.replace('{storeId}', storeId), {
      body: { ...(example?.body as object), ...change },
      headers: { ...example?.headers, ...owner.headers, 'idempotency-key': `matrix-${storeId}` },
    });
    if (answer.status !== 201) throw new Error(`${owner.name}: POST ${path}: ${answer.status} ${answer.text}`);
    return answer.json as { id: string; lines: { batchId: string }[] };
  };
  const supplier = await post('/v1/admin/suppliers');
  const supplierId = supplier.id;
  const order = await post('/v1/admin/stores/{storeId}/purchase-orders', { supplierId });
  const receipt = await post('/v1/admin/stores/{storeId}/goods-receipts', { supplierId });
  const back = { batchId: receipt.lines[0]?.batchId, state: 'sellable', quantity: 1, reason: 'overstock' };
  const returned = await post('/v1/admin/stores/{storeId}/supplier-returns', { supplierId, lines: [back] });
  const ofStore = ({ id }: { id: string }): Belonging => ({ value: id, ownerId: null, store: 'PUN' });
  return [
    ['supplierId', { value: supplierId, ownerId: null, store: null }],
    ['purchaseOrderId', ofStore(order)],
    ['goodsReceiptId', ofStore(receipt)],
    ['supplierReturnId', ofStore(returned)],
  ];
}
