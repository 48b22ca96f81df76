import type { CartState } from '#platform/objects';
import type { Chore } from './chores.ts';
import type { PaymentRecord } from './payment-record.ts';
import { holdIdOf, type Placement, valueKeyOf } from './placement.ts';

const couponUse = ({ orderId, coupons }: Placement, index: number) => {
  const code = coupons[index]?.code;
  return code === undefined ? [] : [{ code, useId: orderId }];
};

const valueUse = (placement: Placement, index: number) => {
  const accountId = placement.shares[index]?.accountId;
  return accountId === undefined ? [] : [{ accountId, key: valueKeyOf(placement) }];
};

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Gives everything back that a placement has taken, the last first. */
export function undoChores(
  placement: Placement,
  cart: CartState,
  payment: PaymentRecord | undefined,
  isInDoubt: boolean,
): Chore[] {
  const { step, couponsReserved, sharesReserved, heldUntilMs } = placement;
  const doubtIn = (at: Placement['step']['at']) => (isInDoubt && step.at === at ? 1 : 0);
  const isHeld = heldUntilMs > 0 || doubtIn('holding') === 1 || step.at === 'releasing';
  const shares = upTo(sharesReserved + doubtIn('reserving_value')).reverse();
  const coupons = upTo(couponsReserved + doubtIn('reserving_coupon')).reverse();
  return [
    ...undoPayment(payment),
    ...shares.flatMap((index) => valueUse(placement, index).map((use) => ({ kind: 'release_value' as const, ...use }))),
    ...(isHeld ? [{ kind: 'release' as const, storeId: cart.store.storeId, holdId: holdIdOf(placement) }] : []),
    ...coupons.flatMap((index) =>
      couponUse(placement, index).map((use) => ({ kind: 'give_back_coupon' as const, ...use })),
    ),
  ];
}

/** What was paid is refunded as soon as its record says that it is owed: see `owedRefund`. */
function undoPayment(payment: PaymentRecord | undefined): Chore[] {
  if (payment === undefined || payment.standing !== 'pending') return [];
  return [{ kind: 'cancel_payment', paymentId: payment.demand.paymentId }];
}

/** Takes for good what a placed order has reserved. */
export function captureChores(placement: Placement): Chore[] {
  const { orderId: reference, couponsReserved, sharesReserved } = placement;
  return [
    ...upTo(sharesReserved).flatMap((index) =>
      valueUse(placement, index).map((use) => ({ kind: 'capture_value' as const, ...use, reference })),
    ),
    ...upTo(couponsReserved).flatMap((index) =>
      couponUse(placement, index).map((use) => ({ kind: 'capture_coupon' as const, ...use })),
    ),
  ];
}
