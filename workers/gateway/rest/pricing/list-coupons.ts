import { CouponListView, ListCouponsSchema, listCoupons } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listCouponsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/promotions/{promotionId}/coupons',
    area: 'Administration',
    permission: 'pricing.read',
    summary: 'The coupons of a promotion, by their codes',
    params: ListCouponsSchema.pick({ promotionId: true }),
    query: ListCouponsSchema.omit({ promotionId: true }),
    response: CouponListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { params: { promotionId: sample.promotionId } },
  },
  ({ ctx, params, query }) => listCoupons(ctx, { ...params, ...query }),
);
