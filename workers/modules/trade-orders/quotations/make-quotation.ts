import * as z from 'zod';
import { quotations } from '#db/schema/trade-orders';
import { CheckoutRequest, IdempotencyKey, priceCart, readQuotes } from '#modules/orders';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import { dayIn, financialYear } from '#platform/clock';
import type { Context, Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { fact } from '#platform/facts';
import { hashSecret, newSecret } from '#platform/ids';
import { keyedId, requestHash } from '#platform/keyed-id';
import { type CartState, type CartStore, numberPlaceholder } from '#platform/objects';
import { parseInput } from '#platform/parse-input';
import { requireTakenCart, TakenCartParams, type TakenCartRow } from '../taken-carts/taken-cart-records.ts';
import { type QuotationView, quotationView, readQuotation } from './quotation-records.ts';

/** A quarter: nobody binds the shop to today's prices for longer. */
const maxValidDays = 92;
const dayMs = 86_400_000;

export const MakeQuotationBody = z.strictObject({
  validDays: z
    .int('Must be a whole number')
    .min(1, 'Must be at least 1')
    .max(maxValidDays, `Must be at most ${maxValidDays}`),
  contact: CheckoutRequest.shape.contact.optional().meta({ description: 'Of somebody without an account' }),
});
const MakeQuotation = TakenCartParams.extend(MakeQuotationBody.shape).extend({ idempotencyKey: IdempotencyKey });
type Wish = z.output<typeof MakeQuotation>;

/** `PUN/Q2627/` stands before the digits: with them at most 16 characters, as on a bill. */
function quotationSeries(store: CartStore, day: string): { name: string; prefix: string } {
  const year = financialYear(day);
  return {
    name: `${store.storeId}/quotation/${year}`,
    prefix: `${store.code}/Q${year.slice(2, 4)}${year.slice(5)}/`,
  };
}

/** The cart at the prices of this moment. Throws `conflict` where it cannot be quoted. */
async function pricedNow(ctx: Permitted, row: TakenCartRow, tokenHash: string): Promise<CartState> {
  const door = ctx.objects.checkout(row.id);
  const cart = orThrow(await door.read(tokenHash));
  if (cart.lines.length === 0) throw new AppError('conflict', 'There is nothing in the cart to be quoted.');
  if (cart.couponCodes.length > 0) {
    throw new AppError('conflict', 'A coupon may be used up before a quotation is accepted: take it off first.');
  }
  const variantIds = cart.lines.map(({ variantId }) => variantId);
  const { quotes, quotedAtMs, terms } = await readQuotes(ctx, cart, variantIds, []);
  const renewed = orThrow(await door.change(tokenHash, { kind: 'requote' }, quotes, quotedAtMs, terms));
  const sold = new Set(quotes.map(({ variantId }) => variantId));
  const lines = renewed.lines
    .filter(({ variantId }) => !sold.has(variantId))
    .map(({ id, variantId, quantity }) => ({ lineId: id, variantId, requested: quantity, available: 0 }));
  if (lines.length > 0) throw new AppError('out_of_stock', 'Some items are no longer sold.', { extensions: { lines } });
  return renewed;
}

/** The rows of a quotation that has no number yet. */
async function draftFacts(
  ctx: Permitted,
  id: string,
  wish: Wish,
  { row, cart }: { row: TakenCartRow; cart: CartState },
) {
  const now = ctx.clock.now();
  const { lines, quotes, terms, discounts, store } = cart;
  const bill = priceCart(cart);
  const { contact, validDays } = wish;
  const quotation = fact(quotations, {
    id,
    number: numberPlaceholder,
    storeId: store.storeId,
    status: 'issued',
    channel: row.channel,
    priceList: row.price_list,
    personId: row.person_id,
    dealerId: row.dealer_id,
    contact: contact === undefined ? null : await ctx.personal.seal('quotations.contact', JSON.stringify(contact)),
    goods: { lines, quotes, terms, discounts },
    subtotalPaise: bill.subtotalPaise,
    discountPaise: bill.discountPaise,
    totalPaise: bill.totalPaise,
    validUntil: dayIn(store.timeZone, new Date(now.getTime() + validDays * dayMs)),
    cartId: await keyedId('quotation cart', id),
    // Nobody ever holds this token: only the quotation opens its cart.
    cartTokenHash: await hashSecret(newSecret('cart')),
    orderId: null,
    requestHash: await requestHash(wish),
    madeBy: describeActor(ctx.actor),
    madeAt: now.toISOString(),
    changedAt: now.toISOString(),
  });
  const facts = { totalPaise: bill.totalPaise, validDays, takenCartId: row.id };
  return [quotation, auditFact(ctx, { action: 'quotations.make', subject: id, storeId: store.storeId, facts })];
}

/**
 * Saves what a kept cart costs today as an offer that binds the store until a day, with a number of its own; once per key. The
 * cart stays as it is. Nothing is held for it: stock is asked for when it is accepted.
 */
export async function makeQuotation(asked: Context, input: z.input<typeof MakeQuotation>): Promise<QuotationView> {
  requirePermission(asked, 'orders.take');
  const wish = parseInput(MakeQuotation, input);
  const { row, token, ctx } = await requireTakenCart(asked, wish.takenCartId);
  const id = await keyedId('quotation', wish.takenCartId, wish.idempotencyKey);
  const known = await readQuotation(ctx, id).catch(orNothing);
  if (known === undefined) {
    const cart = await pricedNow(ctx, row, await hashSecret(token));
    const { name, prefix } = quotationSeries(cart.store, dayIn(cart.store.timeZone, ctx.clock.now()));
    const facts = await draftFacts(ctx, id, wish, { row, cart });
    orThrow(await ctx.objects.numberSeries(name).issue({ key: id, prefix, facts }));
  }
  const made = known ?? (await readQuotation(ctx, id));
  if (made.request_hash !== (await requestHash(wish))) {
    throw new AppError('idempotency_mismatch', 'Another quotation was made under this Idempotency-Key.');
  }
  return quotationView(ctx, made);
}

function orNothing(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'not_found') return undefined;
  throw error;
}
