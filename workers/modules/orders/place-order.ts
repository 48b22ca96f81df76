import type { z } from 'zod';
import { dealerOfPerson, readDealer, requireBillable, requireNotOverdue } from '#modules/dealer-accounts';
import { reserveSlot } from '#modules/delivery';
import { licenceLapsed } from '#modules/licences';
import { resolveVouchers } from '#modules/vouchers';
import { personOf } from '#platform/access/actor';
import { allows, requirePermission } from '#platform/access/require-permission';
import { dayIn } from '#platform/clock';
import type { Context, Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { hashSecret } from '#platform/ids';
import type { CartState, CheckoutDoor, PlaceOrderRequest, PlaceOutcome, Quote, StoredAnswer } from '#platform/objects';
import { invalidInput, parseInput } from '#platform/parse-input';
import { paymentWindowMs } from '#platform/payment-windows';
import type { PaymentMethodCode } from '#platform/payments-door';
import { sealBuyer } from './buyer.ts';
import { isLicensed, pricesDiffer } from './cart.ts';
import { cartView } from './cart-view.ts';
import { readQuotes } from './read-quotes.ts';
import { PlaceOrderInput } from './schemas.ts';

type Request = z.output<typeof PlaceOrderInput>['request'];

/** What left the shop while it lay in the cart: nothing of it can be sold. */
function refuseUnsold(cart: CartState, quotes: readonly Quote[]): void {
  const sold = new Set(quotes.map((quote) => quote.variantId));
  const lines = cart.lines
    .filter((line) => !sold.has(line.variantId))
    .map((line) => ({ lineId: line.id, variantId: line.variantId, requested: line.quantity, available: 0 }));
  if (lines.length > 0) throw new AppError('out_of_stock', 'Some items are no longer sold.', { extensions: { lines } });
}

/** Reads the prices of a cart again. Throws `price_changed`, with the cart at its new prices, when the buyer would notice. */
export async function renewQuotes(ctx: Permitted, door: CheckoutDoor, tokenHash: string): Promise<void> {
  const cart = orThrow(await door.read(tokenHash));
  const variantIds = cart.lines.map((line) => line.variantId);
  const { quotes, quotedAtMs, terms } = await readQuotes(ctx, cart, variantIds, cart.couponCodes);
  const renewed = orThrow(await door.change(tokenHash, { kind: 'requote' }, quotes, quotedAtMs, terms));
  refuseUnsold(cart, quotes);
  if (!isLicensed(quotes, dayIn(cart.store.timeZone, new Date(quotedAtMs)))) throw licenceLapsed();
  if (pricesDiffer(cart, renewed)) {
    throw new AppError(
      'price_changed',
      'Prices have changed since they were shown. Look at the cart and order again.',
      {
        extensions: { cart: cartView(renewed) },
      },
    );
  }
}

function answerOf(outcome: PlaceOutcome): StoredAnswer {
  if (outcome.kind === 'answered') return outcome.answer;
  throw new AppError('unavailable', 'Prices could not be confirmed in time. Try again.', { retryAfterSeconds: 1 });
}

/** Value that pays the whole bill names itself as the method: nothing else is asked for. */
const accountMethods: ReadonlySet<PaymentMethodCode> = new Set(['gift_card', 'store_credit', 'dealer_credit']);

/** Throws `invalid_input` for a method that no store takes today, saying what is taken. Its own store decides when it is asked. */
function requireTaken({ payments }: Permitted, method: PaymentMethodCode): void {
  const offered = payments.offered(null);
  if (accountMethods.has(method) || offered.includes(method)) return;
  throw invalidInput([{ path: 'paymentMethod', message: `Not taken here; this shop takes: ${offered.join(', ')}` }]);
}

/** For whom an order is, and who of the staff takes it; null: the buyer orders. */
export interface Ordering {
  personId: string | null;
  /** The firm of a sale of its trade. */
  dealerId: string | null;
  takenBy: string | null;
}

export interface Placing {
  cartId: string;
  tokenHash: string;
  idempotencyKey: string;
  request: Request;
  ordering: Ordering;
  /** Prices the cart anew when its quotes are older than they may be. */
  renew(door: CheckoutDoor): Promise<void>;
}

/**
 * The account of value on which a dealer's order stands, null where another method pays. While the cart is open its dealer must be
 * fit to be billed today; once it is being placed nothing is asked again, so that a replay gets the answer that it got.
 */
async function requireTrade(ctx: Permitted, { cartId, tokenHash, request, ordering }: Placing): Promise<string | null> {
  const onCredit = request.paymentMethod === 'dealer_credit';
  if (onCredit && ordering.takenBy === null) requirePermission(ctx, 'dealers.order');
  const dealer = ordering.dealerId === null ? undefined : await readDealer(ctx, ordering.dealerId);
  if (onCredit && (dealer === undefined || dealer.accountId === null)) {
    throw invalidInput([{ path: 'paymentMethod', message: 'Only a dealer to whom credit was given orders on credit' }]);
  }
  if (dealer === undefined) return null;
  const cart = orThrow(await ctx.objects.checkout(cartId).read(tokenHash));
  if (cart.status === 'open' && (onCredit || cart.channel === 'dealer')) {
    requireBillable(dealer, dayIn(cart.store.timeZone, ctx.clock.now()));
    if (onCredit) requireNotOverdue(dealer);
  }
  return onCredit ? dealer.accountId : null;
}

/** What the checkout must know of a request besides its words: the accounts that pay, and where the browser comes back to. */
async function tendersOf(ctx: Permitted, placing: Placing) {
  const { cartId, request } = placing;
  const { personId } = placing.ordering;
  const { vouchers: wanted, storeCredit, paymentMethod } = request;
  requireTaken(ctx, paymentMethod);
  if (storeCredit && personId === null) {
    throw invalidInput([{ path: 'storeCredit', message: 'Sign in to pay with store credit' }]);
  }
  const codes = wanted.map(({ code }) => code);
  const vouchers = await resolveVouchers(ctx, { codes, creditOf: storeCredit ? personId : null });
  const creditAccountId = await requireTrade(ctx, placing);
  // As the storefront writes its addresses: English has no prefix.
  const prefix = request.language === 'hi' ? '/hi' : '';
  const returnUrl = `${ctx.shop.url}${prefix}/checkout/paid?cart=${cartId}`;
  return { vouchers, creditAccountId, returnUrl, statement: ctx.shop.name };
}

/** Besides the time to pay: what numbering and writing the order may take while something is away. */
const SLOT_SLACK_MS = 30 * 60_000;

/** Delivery as it was shown, and a place in the slot that was asked for. A refusal is told by the checkout: a replay needs none. */
async function deliveryWishOf(
  ctx: Permitted,
  { cartId, tokenHash, request }: { cartId: string; tokenHash: string; request: Request },
): Promise<Pick<PlaceOrderRequest, 'shownDeliveryPaise' | 'slot'>> {
  const { deliveryPaise, slotId, paymentMethod } = request;
  const shown = deliveryPaise === undefined ? {} : { shownDeliveryPaise: deliveryPaise };
  if (slotId === undefined) return shown;
  const { store } = orThrow(await ctx.objects.checkout(cartId).read(tokenHash));
  const holdMs = paymentWindowMs(paymentMethod) + SLOT_SLACK_MS;
  const reserved = await reserveSlot(ctx, { cartId, slotName: slotId, store, holdMs });
  return { ...shown, slot: reserved.ok ? reserved.value : { refused: reserved.failure } };
}

/**
 * Turns a cart into an order, or (status 202) into one that waits for its payment. The same key and the same body always get the same answer, byte for byte, a refusal such as
 * `out_of_stock` included. Throws `price_changed`, `licence_lapsed`, `in_progress`, `idempotency_mismatch`, `unavailable` (retry with the key).
 */
export async function placeOrder(ctx: Context, input: z.input<typeof PlaceOrderInput>): Promise<StoredAnswer> {
  requirePermission(ctx, 'orders.place');
  const { token, ...placing } = parseInput(PlaceOrderInput, input);
  const tokenHash = await hashSecret(token);
  const personId = personOf(ctx.actor);
  const isTrade = personId !== null && allows(ctx.actor, 'dealers.order', ctx.clock.now().getTime());
  const dealerId = isTrade ? ((await dealerOfPerson(ctx, personId)) ?? null) : null;
  return placeCart(ctx, {
    ...placing,
    tokenHash,
    ordering: { personId, dealerId, takenBy: null },
    renew: (door) => renewQuotes(ctx, door, tokenHash),
  });
}

/** The one way in which a cart becomes an order, whoever orders for whom; see `placeOrder`. */
export async function placeCart(ctx: Permitted, placing: Placing): Promise<StoredAnswer> {
  const { cartId, tokenHash, idempotencyKey, request, ordering } = placing;
  const { storeCredit: _, deliveryPaise: _shown, slotId: _slot, ...wanted } = request;
  const order = {
    ...wanted,
    ...(await tendersOf(ctx, placing)),
    ...(await deliveryWishOf(ctx, { cartId, tokenHash, request })),
    language: request.language ?? null,
    ...ordering,
  };
  const door = ctx.objects.checkout(cartId);
  // Of the plain request: sealing the same text twice gives two different seals.
  const { personId } = order;
  const idempotency = { key: idempotencyKey, bodyHash: await hashSecret(JSON.stringify({ ...request, personId })) };
  const sealed = await sealBuyer(ctx.personal, order);
  const place = async () => orThrow(await door.place(tokenHash, { ...order, sealed }, idempotency, ctx.requestId));

  const first = await place();
  if (first.kind === 'answered') return first.answer;
  await placing.renew(door);
  return answerOf(await place());
}
