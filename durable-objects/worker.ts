export { Checkout } from './checkout/checkout.ts';
export { CouponBook } from './coupon-book/coupon-book.ts';
export { NumberSeries } from './number-series/number-series.ts';
export { OutboxRelay } from './outbox-relay/outbox-relay.ts';
export { RateLimiter } from './rate-limiter/rate-limiter.ts';
export { Revocations } from './revocations/revocations.ts';
export { StockRoom } from './stock-room/stock-room.ts';
export { ValueAccount } from './value-account/value-account.ts';

/** The objects are reached by their bindings only. */
export default {
  fetch: () => new Response(null, { status: 404 }),
} satisfies ExportedHandler;
