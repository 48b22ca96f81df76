import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { addCartLine, applyChange, newCart, openCart } from '#modules/orders';
import type { Permitted } from '#platform/context';
import { succeed } from '#platform/errors';
import { randomIds } from '#platform/ids';
import type { CartState, CheckoutDoor, Objects } from '#platform/objects';
import { openSampleShop, type SampleShop } from '../../durable-objects/checkout/sample-shop.test-support.ts';
import { CouponBookRecords } from '../../durable-objects/coupon-book/coupon-book-records.ts';
import { nodeSql } from '../../durable-objects/node-sql.test-support.ts';
import { type Office, openOffice } from './staff.ts';

/** A shop with one variant at Rs 125.50, its people, carts and coupon books, and no promotion that is open. */
export interface PriceShop extends SampleShop {
  office: Office;
  objects: Objects;
  carts: ReadonlyMap<string, CartState>;
  as(actor: Permitted['actor']): Permitted;
  visitor(): Permitted;
  owner(): Promise<Permitted>;
  /** A cart with so many of the variant. */
  cartOf(ctx: Permitted, quantity: number): ReturnType<typeof fillCart>;
}

/** Real books of coupons, and carts that change by the object's own rule. */
function objectsInNode(carts: Map<string, CartState>): Objects {
  const books = new Map<string, CouponBookRecords>();
  const checkout = (id: string): Partial<CheckoutDoor> => ({
    async open(opening) {
      carts.set(id, newCart(opening));
      return succeed(carts.get(id) as CartState);
    },
    async read() {
      return succeed(carts.get(id) as CartState);
    },
    async change(_token, ...change) {
      const changed = applyChange(carts.get(id) as CartState, ...change);
      if (changed.ok) carts.set(id, changed.value);
      return changed;
    },
  });
  return {
    outboxRelay: () => ({ kick: async () => undefined }),
    checkout,
    couponBook(code: string) {
      const book = books.get(code) ?? new CouponBookRecords(nodeSql());
      books.set(code, book);
      return {
        reserve: async (use: Parameters<CouponBookRecords['reserve']>[0]) => book.reserve(use, Date.now()),
        uses: async () => book.uses(Date.now()),
      };
    },
  } as unknown as Objects;
}

async function fillCart(ctx: Permitted, { storeId, variantId }: SampleShop, quantity: number) {
  const { id: cartId, token } = await openCart(ctx, { storeId });
  const cart = await addCartLine(ctx, { cartId, token, variantId, quantity });
  return { cartId, token, lineId: cart.lines[0]?.id ?? '', cart };
}

export async function openPriceShop(db: Database): Promise<PriceShop> {
  const office = openOffice(db);
  const carts = new Map<string, CartState>();
  const objects = objectsInNode(carts);
  const shop = await openSampleShop({ ...office.platform, objects }, randomIds.next().slice(-6), [0, 0]);
  await db.batch([
    sql`update promotions set valid_until = now() - interval '1 year' where valid_until is null`,
    sql`update promotions set valid_from = now() - interval '2 years' where valid_from > now()`,
  ]);
  const as = (actor: Permitted['actor']): Permitted => ({ ...office.as(actor), objects });
  return {
    ...shop,
    office,
    objects,
    carts,
    as,
    visitor: () => as({ kind: 'anonymous' }),
    owner: async () => as(await office.join('owner')),
    cartOf: (ctx, quantity) => fillCart(ctx, shop, quantity),
  };
}
