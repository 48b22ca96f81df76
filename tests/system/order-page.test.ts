import { expect, inject, it } from 'vitest';
import { stockOwnVariant } from '../own-stock.ts';
import { checkout, fillCart } from '../shopper.ts';

const shop = inject('shop');

it('shows an order to the cookie that holds its token, and takes no token from an address, where logs would keep it', async () => {
  const own = await stockOwnVariant(shop, 5);
  const placed = await checkout(shop, await fillCart(shop, own.variantId), 'key');
  const { id, orderToken } = JSON.parse(placed.text) as { id: string; orderToken: string };
  const page = `${shop.url}/order/${id}`;
  const byCookie = await fetch(page, { headers: { cookie: `order=${orderToken}` } });
  expect([byCookie.status, byCookie.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  const byAddress = await fetch(`${page}?token=${orderToken}`, { redirect: 'manual' });
  expect([byAddress.status, byAddress.headers.get('set-cookie')]).toEqual([404, null]);
});
