import { dayIn } from '#platform/clock';
import { fail, type Result, succeed } from '#platform/errors';
import type {
  CartChange,
  CartLine,
  CartState,
  CartStore,
  Channel,
  LineDiscount,
  PriceListCode,
  Quote,
  SaleTerms,
  WantedLine,
} from '#platform/objects';
import { cartOfToday } from './cart-of-today.ts';
import { addCoupon, joinTerms, removeCoupon, requireUseful } from './change-coupons.ts';
import { maxCartLines, maxQuantityPerLine, quoteHoldsForMs } from './limits.ts';
import { priceCart } from './price-cart.ts';

export interface NewCart {
  id: string;
  store: CartStore;
  language: string;
  /** Left out for the web shop at the list of whoever buys. */
  sale?: { channel: Channel; chosenPriceList: PriceListCode | null };
}

export const newCart = ({ id, store, language, sale }: NewCart): CartState =>
  cartOfToday({
    id,
    store,
    currency: 'INR',
    language,
    status: 'open',
    orderId: null,
    lines: [],
    quotes: [],
    quotedAtMs: 0,
    ...sale,
  });

const wrong = (path: string, message: string): Result<never> =>
  fail('invalid_input', message, { errors: [{ path, message }] });

const tooMany = () =>
  wrong('quantity', `At most ${maxQuantityPerLine} of one item go into a cart; ask the store for more`);

/** Adding what is there already raises its line, so that one item has one line and one price. */
function addLine(lines: readonly CartLine[], added: CartLine): Result<CartLine[]> {
  const present = lines.find((line) => line.variantId === added.variantId);
  const quantity = (present?.quantity ?? 0) + added.quantity;
  if (quantity > maxQuantityPerLine) return tooMany();
  if (present !== undefined) return succeed(lines.map((line) => (line === present ? { ...line, quantity } : line)));
  if (lines.length >= maxCartLines) return wrong('variantId', `At most ${maxCartLines} different items go into a cart`);
  return succeed([...lines, added]);
}

function addLines(lines: readonly CartLine[], added: readonly CartLine[]): Result<CartLine[]> {
  let filled: Result<CartLine[]> = succeed([...lines]);
  for (const line of added) {
    if (!filled.ok) return filled;
    filled = addLine(filled.value, line);
  }
  return filled;
}

function setQuantity(lines: readonly CartLine[], lineId: string, quantity: number): Result<CartLine[]> {
  if (!lines.some((line) => line.id === lineId)) return fail('not_found', 'This cart has no such line.');
  if (quantity > maxQuantityPerLine) return tooMany();
  return succeed(lines.map((line) => (line.id === lineId ? { ...line, quantity } : line)));
}

function removeLine(lines: readonly CartLine[], lineId: string): Result<CartLine[]> {
  const left = lines.filter((line) => line.id !== lineId);
  return left.length === lines.length ? fail('not_found', 'This cart has no such line.') : succeed(left);
}

function changeLines(lines: readonly CartLine[], change: CartChange): Result<CartLine[]> {
  switch (change.kind) {
    case 'add':
      return addLine(lines, { id: change.lineId, variantId: change.variantId, quantity: change.quantity });
    case 'add_lines':
      return addLines(lines, change.lines);
    case 'set_lines':
      return addLines([], change.lines);
    case 'set_quantity':
      return setQuantity(lines, change.lineId, change.quantity);
    case 'remove':
      return removeLine(lines, change.lineId);
    case 'set_discount':
      if (!lines.some((line) => line.id === change.lineId)) return fail('not_found', 'This cart has no such line.');
      return succeed([...lines]);
    case 'requote':
    case 'set_language':
    case 'apply_coupon':
    case 'remove_coupon':
      return succeed([...lines]);
  }
}

function changeCodes(cart: CartState, change: CartChange): Result<string[]> {
  if (change.kind === 'apply_coupon') return addCoupon(cart, change.code);
  if (change.kind === 'remove_coupon') return removeCoupon(cart, change.code);
  return succeed(cart.couponCodes);
}

/** One discount a line; what is taken off a line goes with it. */
function changeDiscounts({ discounts }: CartState, change: CartChange, lines: readonly CartLine[]): LineDiscount[] {
  if (change.kind === 'set_lines') return change.discounts;
  const present = discounts.filter(({ lineId }) => lines.some(({ id }) => id === lineId));
  if (change.kind !== 'set_discount') return present;
  const others = present.filter(({ lineId }) => lineId !== change.lineId);
  return change.discount === null ? others : [...others, { lineId: change.lineId, ...change.discount }];
}

/**
 * Fresh quotes replace old ones. A line that a simultaneous change added, or that is no longer sold, keeps the quote it has;
 * then the whole cart is as old as that quote, so that nothing is ordered at it for longer than it holds.
 */
function quotesFor(cart: CartState, lines: readonly CartLine[], fresh: readonly Quote[], quotedAtMs: number) {
  let oldestMs = quotedAtMs;
  const quotes: Quote[] = [];
  for (const { variantId } of lines) {
    const quote = fresh.find((candidate) => candidate.variantId === variantId);
    if (quote !== undefined) {
      quotes.push(quote);
      continue;
    }
    const kept = cart.quotes.find((candidate) => candidate.variantId === variantId);
    if (kept === undefined) return undefined;
    quotes.push(kept);
    oldestMs = Math.min(oldestMs, cart.quotedAtMs);
  }
  return { quotes, quotedAtMs: oldestMs };
}

function refuseUnlessOpen(cart: CartState): Result<CartState> {
  if (cart.status === 'placing') {
    return fail('in_progress', 'This cart is becoming an order.', { retryAfterSeconds: 1 });
  }
  if (cart.status === 'placed') {
    return fail('conflict', 'This cart has become an order.', { extensions: { orderId: cart.orderId } });
  }
  return succeed(cart);
}

/**
 * The cart after a change, priced by the quotes and terms that were read for it. Fails with `not_found` for an unknown line or
 * coupon, with `invalid_input` beyond a limit and for a coupon that gives nothing, and when the cart is no longer open with
 * `in_progress` or `conflict`.
 */
export function applyChange(
  cart: CartState,
  change: CartChange,
  fresh: readonly Quote[],
  quotedAtMs: number,
  terms?: SaleTerms,
): Result<CartState> {
  const open = refuseUnlessOpen(cart);
  if (!open.ok) return open;
  const lines = changeLines(cart.lines, change);
  if (!lines.ok) return lines;
  const codes = changeCodes(cart, change);
  if (!codes.ok) return codes;
  const priced = quotesFor(cart, lines.value, fresh, quotedAtMs);
  if (priced === undefined) return wrong('variantId', 'Nothing is sold under this id');
  const renewed = joinTerms(cart.terms, terms ?? cart.terms, codes.value);
  // A quote of another list that nobody could read anew: the cart must not be ordered as it is.
  const isMixed = renewed.priceList !== cart.terms.priceList && priced.quotedAtMs !== quotedAtMs;
  const changed: CartState = {
    ...cart,
    language: change.kind === 'set_language' ? change.language : cart.language,
    lines: lines.value,
    quotes: priced.quotes,
    quotedAtMs: isMixed ? 0 : priced.quotedAtMs,
    terms: renewed,
    couponCodes: codes.value,
    discounts: changeDiscounts(cart, change, lines.value),
  };
  return change.kind === 'apply_coupon' ? requireUseful(changed, change.code) : succeed(changed);
}

/** Whether what was read for the cart, its prices and the store's licences, must be read again before it becomes an order. */
export const isStale = (cart: CartState, nowMs: number): boolean =>
  nowMs - cart.quotedAtMs > quoteHoldsForMs || !isLicensed(cart.quotes, dayIn(cart.store.timeZone, new Date(nowMs)));

/**
 * Whether a cart has prices that belong to an account other than the one that orders: a doctor's list, or what is given for a
 * first order. Staff who chose the list for their buyer have decided it.
 */
export function isPricedForAnother({ channel, chosenPriceList, terms }: CartState, buyerId: string | null): boolean {
  if (channel === 'till' || chosenPriceList !== null || terms.buyerId === buyerId) return false;
  return terms.priceList !== 'retail' || terms.promotions.some(({ scope }) => scope.firstOrderOnly);
}

/** Whether the store may bill on a day (YYYY-MM-DD in its time zone) what was quoted. */
export const isLicensed = (quotes: readonly Quote[], day: string): boolean =>
  quotes.every(({ licensedUntil }) => licensedUntil !== null && day <= licensedUntil);

/** What the shelf must give, summed by variant: two lines on one item must not each pass on the same last piece. */
export function wantedLines(cart: CartState): WantedLine[] {
  const wanted = new Map<string, number>();
  for (const { variantId, quantity } of cart.lines) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  return [...wanted].map(([variantId, quantity]) => ({ variantId, quantity }));
}

/** Whether somebody who saw the cart before would pay another price now. */
export function pricesDiffer(before: CartState, after: CartState): boolean {
  const newPrices = new Map(after.quotes.map((quote) => [quote.variantId, quote.unitPricePaise]));
  if (before.quotes.some((quote) => newPrices.get(quote.variantId) !== quote.unitPricePaise)) return true;
  return priceCart(before).totalPaise !== priceCart(after).totalPaise;
}
