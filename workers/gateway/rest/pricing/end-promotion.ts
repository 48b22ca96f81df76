import * as z from 'zod';
import { endPromotion, PromotionView } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const endPromotionRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/promotions/{promotionId}/end',
    area: 'Administration',
    permission: 'pricing.write',
    summary: 'Ends a promotion now, its coupons with it',
    params: z.strictObject({ promotionId: z.uuid() }),
    response: PromotionView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { promotionId: sample.promotionId } },
  },
  ({ ctx, params }) => endPromotion(ctx, params),
);
