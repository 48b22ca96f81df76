import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { quotations } from '#db/schema/trade-orders';
import { licenceLapsed } from '#modules/licences';
import { CheckoutRequest, findStore, IdempotencyKey, type Ordering, placeCart, readQuotes } from '#modules/orders';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import { dayIn } from '#platform/clock';
import type { Context, Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import type { CartState, CartStore, CheckoutDoor, Quote, StoredAnswer } from '#platform/objects';
import { parseInput } from '#platform/parse-input';
import { placedOrderId } from '../placed-order-id.ts';
import { moveQuotation, requireOwnQuotation, requireQuotation } from './answer-quotation.ts';
import { statusOn } from './quotation-machine.ts';
import { QuotationParams, type QuotationRow, quotedCart } from './quotation-records.ts';

const AcceptQuotation = QuotationParams.extend({ idempotencyKey: IdempotencyKey, request: CheckoutRequest });
type Acceptance = z.output<typeof AcceptQuotation>;

/**
 * Quotes of this moment at the quoted prices and floors. What binds the store is the price; the MRP, the rate of tax, the licences
 * and what may still be sold are those of the day on which it is billed. Throws `out_of_stock` for what is no longer sold.
 */
async function quotesOfToday(ctx: Permitted, row: QuotationRow, store: CartStore) {
  const cart = quotedCart(row, store);
  const variantIds = cart.lines.map(({ variantId }) => variantId);
  const today = await readQuotes(ctx, cart, variantIds, []);
  const quotes = cart.quotes.flatMap((quoted): Quote[] => {
    const now = today.quotes.find(({ variantId }) => variantId === quoted.variantId);
    return now === undefined ? [] : [{ ...now, unitPricePaise: quoted.unitPricePaise, ...withTerms(quoted) }];
  });
  const lines = cart.lines
    .filter(({ variantId }) => !quotes.some((quote) => quote.variantId === variantId))
    .map(({ id, variantId, quantity }) => ({ lineId: id, variantId, requested: quantity, available: 0 }));
  if (lines.length > 0) throw new AppError('out_of_stock', 'Some items are no longer sold.', { extensions: { lines } });
  if (quotes.some(({ licensedUntil }) => licensedUntil === null)) throw licenceLapsed();
  const { delivery } = today.terms;
  return {
    cart,
    quotes,
    quotedAtMs: today.quotedAtMs,
    terms: { ...row.goods.terms, ...(delivery !== undefined && { delivery }) },
  };
}

const withTerms = ({ terms }: Quote): Pick<Quote, 'terms'> => (terms === undefined ? {} : { terms });

/** The one cart of a quotation, with exactly what was quoted in it. Repeating it, or two at once, makes the same cart. */
async function fillCart(ctx: Permitted, row: QuotationRow, store: CartStore, door: CheckoutDoor): Promise<void> {
  const { cart, quotes, quotedAtMs, terms } = await quotesOfToday(ctx, row, store);
  const change = { kind: 'set_lines', lines: cart.lines, discounts: cart.discounts } as const;
  orThrow(await door.change(row.cart_token_hash, change, quotes, quotedAtMs, terms));
}

async function openCart(row: QuotationRow, store: CartStore, door: CheckoutDoor): Promise<CartState> {
  const sale = { channel: row.channel, chosenPriceList: row.price_list };
  const opening = { id: row.cart_id, store, language: 'en', tokenHash: row.cart_token_hash, sale };
  return orThrow(await door.open(opening));
}

/** Notes what became of it; where this is cut off, the sweep finds the order by its cart. */
async function settle(ctx: Permitted, row: QuotationRow, answer: StoredAnswer): Promise<void> {
  const orderId = placedOrderId(answer);
  // A payment is waited for: it stays `accepting` until there is an order, or until the sweep finds that there is none.
  if (orderId === null && answer.status < 400) return;
  const to = orderId === null ? 'sent' : 'accepted';
  const now = ctx.clock.now().toISOString();
  const facts = { status: answer.status };
  await ctx.db.batch([
    sql`update ${quotations} set status = ${to}, order_id = ${orderId}::uuid, changed_at = ${now}::timestamptz
      where id = ${row.id}::uuid and status = 'accepting'`,
    ...writeFacts([
      auditFact(ctx, { action: `quotations.${to}`, subject: row.id, storeId: row.store_id, after: { orderId }, facts }),
    ]),
  ]);
}

/**
 * Places what was quoted at the quoted prices, once whatever happens: its cart is always the same one, and a cart becomes one
 * order. Within its validity only; what was being placed then is finished later too.
 */
async function accept(
  ctx: Permitted,
  row: QuotationRow,
  { idempotencyKey, request }: Acceptance,
  ordering: Ordering,
): Promise<StoredAnswer> {
  const store = await findStore(ctx, row.store_id);
  const day = dayIn(store.timeZone, ctx.clock.now());
  const status = statusOn(row.status, row.valid_until, day);
  const taken = status === 'accepted' ? row : await moveQuotation(ctx, { ...row, status }, 'accepting');
  const door = ctx.objects.checkout(row.cart_id);
  const cart = await openCart(row, store, door);
  if (cart.status === 'open') {
    if (day > row.valid_until) throw new AppError('expired', 'This quotation is no longer valid: quote anew.');
    await fillCart(ctx, taken, store, door);
  }
  const answer = await placeCart(ctx, {
    cartId: row.cart_id,
    tokenHash: row.cart_token_hash,
    idempotencyKey,
    request,
    ordering,
    renew: () => fillCart(ctx, taken, store, door),
  });
  await settle(ctx, taken, answer);
  return answer;
}

/** Staff accept it for its buyer, who said so. */
export async function acceptQuotation(ctx: Context, input: z.input<typeof AcceptQuotation>): Promise<StoredAnswer> {
  requirePermission(ctx, 'orders.take');
  const acceptance = parseInput(AcceptQuotation, input);
  const row = await requireQuotation(ctx, acceptance.quotationId);
  const ordering = { personId: row.person_id, dealerId: row.dealer_id, takenBy: describeActor(ctx.actor) };
  return accept(ctx, row, acceptance, ordering);
}

/** A dealer accepts what was quoted to their firm. */
export async function acceptOwnQuotation(ctx: Context, input: z.input<typeof AcceptQuotation>): Promise<StoredAnswer> {
  requirePermission(ctx, 'dealers.order');
  const acceptance = parseInput(AcceptQuotation, input);
  const { row, personId, dealerId } = await requireOwnQuotation(ctx, acceptance.quotationId);
  return accept(ctx, row, acceptance, { personId, dealerId, takenBy: null });
}
