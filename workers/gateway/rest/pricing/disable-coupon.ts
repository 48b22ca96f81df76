import { CouponInput } from '#modules/orders';
import { DisabledCouponView, disableCoupon } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';

export const disableCouponRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/coupons/{code}/disable',
    area: 'Administration',
    permission: 'pricing.write',
    summary: 'Takes a coupon out of use and tells how often it was used',
    params: CouponInput.pick({ code: true }),
    response: DisabledCouponView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { code: 'WELCOME10' } },
  },
  ({ ctx, params }) => disableCoupon(ctx, params),
);
