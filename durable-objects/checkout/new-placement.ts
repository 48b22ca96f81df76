import { couponUsesOf } from '#modules/orders';
import type { CartState, PlaceOrderRequest } from '#platform/objects';
import type { SagaRow } from '#platform/sagas';
import type { Placement } from './placement.ts';
import { type RunnerTools, resumeAfterMs } from './placement-runner.ts';
import { firstStep } from './stages/coupons.ts';
import { sharesOf } from './stages/tenders.ts';

interface Order {
  orderToken: string;
  orderTokenHash: string;
  idempotency: { key: string; bodyHash: string };
  requestId: string;
  request: PlaceOrderRequest;
  /** The number of the cart's last hold. */
  attempts: number;
}

/** The beginning of a placement. `earlier`: the saga of one that the same cart had before, which this one goes on with. */
export function newPlacement(
  cart: CartState,
  { orderToken, orderTokenHash, idempotency, requestId, request, attempts }: Order,
  earlier: SagaRow | undefined,
  { clock, ids }: Pick<RunnerTools, 'clock' | 'ids'>,
): Placement {
  const coupons = cart.couponCodes.length === 0 ? [] : couponUsesOf(cart);
  const nowMs = clock.now().getTime();
  const attempt = attempts + 1;
  return {
    // A cart is one order, however often it is tried.
    orderId: cart.orderId ?? ids.next(),
    orderToken,
    orderTokenHash,
    idempotencyKey: idempotency.key,
    bodyHash: idempotency.bodyHash,
    requestId,
    request,
    attempt,
    round: attempt,
    failures: 0,
    startedAtMs: nowMs,
    dueAtMs: nowMs + resumeAfterMs,
    step: firstStep({ coupons }),
    coupons,
    couponsReserved: 0,
    shares: sharesOf(request),
    sharesReserved: 0,
    heldUntilMs: 0,
    draft: null,
    paymentId: null,
    isShown: earlier !== undefined,
    revision: (earlier?.revision ?? 0) + 1,
    trail: [],
  };
}
