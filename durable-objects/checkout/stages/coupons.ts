import { paymentWindowMs } from '#platform/payment-windows';
import { goOn, type Move, type Situation, tryAgainOrGiveUp } from '../moves.ts';
import type { Placement, Step } from '../placement.ts';
import { stage } from './stage.ts';

const dayMs = 86_400_000;

/** The first step of a placement: coupons before goods, because a refused coupon must not keep a piece from others. */
export const firstStep = ({ coupons }: Pick<Placement, 'coupons'>): Step => ({
  at: coupons.length > 0 ? 'reserving_coupon' : 'holding',
});

function coded(situation: Situation): string {
  const { coupons, couponsReserved } = situation.placement;
  return coupons[couponsReserved]?.code ?? '';
}

/** A day longer than anybody waits for money: the placement itself gives back what it does not use. */
function useOf({ placement, nowMs }: Situation) {
  const { orderId: useId, request, coupons, couponsReserved } = placement;
  const limits = coupons[couponsReserved]?.limits ?? { total: null, perPerson: null };
  const untilMs = nowMs + paymentWindowMs(request.paymentMethod) + dayMs;
  return { useId, personKey: request.personId ?? request.sealed.emailIndex, limits, untilMs };
}

export const reservingCoupon = stage('reserving_coupon', 'reserve_coupon', {
  call: (_, situation) => ({ kind: 'reserve_coupon', code: coded(situation), use: useOf(situation) }),
  after(_, result, situation): Move {
    const { placement } = situation;
    if (!result.ok) {
      const { failure } = result;
      const extensions = { ...failure.extensions, coupon: coded(situation) };
      return tryAgainOrGiveUp(situation, { ...failure, extensions });
    }
    const couponsReserved = placement.couponsReserved + 1;
    const step: Step = { at: couponsReserved < placement.coupons.length ? 'reserving_coupon' : 'holding' };
    return goOn({ ...placement, couponsReserved }, step);
  },
});
