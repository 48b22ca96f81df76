import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { priceListCodes } from '#db/schema/catalog';
import { takenCarts } from '#db/schema/trade-orders';
import { CartView, cartView, findStore } from '#modules/orders';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { orThrow } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { hashSecret, newSecret } from '#platform/ids';
import type { PriceListCode } from '#platform/objects';
import { invalidInput, parseInput } from '#platform/parse-input';
import { TakenCartView } from './taken-cart-records.ts';

const Id = z.uuid('Must be an id as this API gives them');

export const OpenTakenCartBody = z.strictObject({
  channel: z
    .enum(['till', 'web', 'dealer'], 'Must be one of: till, web, dealer')
    .meta({ description: '`web` for the telephone: what is sold by it has as long to live as in the web shop' }),
  priceList: z.enum(priceListCodes, 'Must be one of: retail, doctor, dealer').optional(),
  personId: Id.optional().meta({ description: 'A known buyer; left out for somebody who is named when it is placed' }),
  dealerId: Id.optional().meta({ description: 'The firm that it is for; left out: that of the person' }),
  language: z.enum(['en', 'hi'], 'Must be one of: en, hi').default('en'),
});
const OpenTakenCart = OpenTakenCartBody.extend({ storeId: Id });
type Wish = z.output<typeof OpenTakenCart>;

export const OpenedTakenCartView = TakenCartView.extend({ cart: CartView, token: z.string() }).meta({
  id: 'OpenedTakenCart',
  description: 'With the token for the routes of the cart itself',
});
export type OpenedTakenCartView = z.infer<typeof OpenedTakenCartView>;

interface BuyerRow {
  dealer_id: string | null;
  is_doctor: boolean;
}

/** Whom the cart is for, as far as staff may see them, and by which list they buy where nobody chose another. */
async function buyerOf(
  ctx: Permitted,
  { personId, dealerId, priceList, channel }: Wish,
): Promise<{ dealerId: string | null; priceList: PriceListCode }> {
  const [[person] = [], [firm] = []] = await ctx.db.batch<BuyerRow>([
    sql`select dealer_id, kind = 'doctor' and verified_at is not null as is_doctor from people
      where id = ${personId ?? null}::uuid and status = 'active'`,
    sql`select id as dealer_id, false as is_doctor from dealers where id = ${dealerId ?? null}::uuid`,
  ]);
  if (personId !== undefined && person === undefined) {
    throw invalidInput([{ path: 'personId', message: 'There is nobody for whom you may take orders under this id' }]);
  }
  if (dealerId !== undefined && firm === undefined) {
    throw invalidInput([{ path: 'dealerId', message: 'There is no such dealer' }]);
  }
  if (dealerId !== undefined && person !== undefined && person.dealer_id !== dealerId) {
    throw invalidInput([{ path: 'dealerId', message: 'This person orders for another firm, or for none' }]);
  }
  const trade = firm?.dealer_id ?? person?.dealer_id ?? null;
  if (channel === 'dealer' && trade === null) {
    throw invalidInput([{ path: 'dealerId', message: 'Say for which dealer it is' }]);
  }
  const usual = channel === 'dealer' ? 'dealer' : person?.is_doctor === true ? 'doctor' : 'retail';
  return { dealerId: trade, priceList: priceList ?? usual };
}

/** Staff open a cart for somebody. Its lines, discounts and coupons are changed by the routes of any cart, with its token. */
export async function openTakenCart(ctx: Context, input: z.input<typeof OpenTakenCart>): Promise<OpenedTakenCartView> {
  const wish = parseInput(OpenTakenCart, input);
  const { storeId, channel, personId = null, language } = wish;
  requirePermission(ctx, 'orders.take', { storeId });
  const [store, { dealerId, priceList }] = [await findStore(ctx, storeId), await buyerOf(ctx, wish)];
  const [id, token, now] = [ctx.ids.next(), newSecret('cart'), ctx.clock.now().toISOString()];
  const view: TakenCartView = {
    id,
    storeId,
    status: 'draft',
    channel,
    priceList,
    personId,
    dealerId,
    orderId: null,
    openedBy: describeActor(ctx.actor),
    openedAt: now,
    changedAt: now,
  };
  // First: a note of a cart that never came to be does no harm, and opening it again is a new cart.
  await ctx.db.batch(
    writeFacts([
      fact(takenCarts, { ...view, token: await ctx.personal.seal('taken_carts.token', token) }),
      auditFact(ctx, { action: 'orders.take', subject: id, storeId, after: { channel, priceList, dealerId } }),
    ]),
  );
  const sale = { channel, chosenPriceList: priceList };
  const cart = orThrow(
    await ctx.objects.checkout(id).open({ id, store, language, tokenHash: await hashSecret(token), sale }),
  );
  return { ...view, cart: cartView(cart), token };
}
