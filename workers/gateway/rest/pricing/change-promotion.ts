import * as z from 'zod';
import { ChangePromotionBody, changePromotion, PromotionView } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const changePromotionRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/admin/promotions/{promotionId}',
    area: 'Administration',
    permission: 'pricing.write',
    summary: 'Changes a promotion that nobody else has changed meanwhile',
    params: z.strictObject({ promotionId: z.uuid() }),
    body: ChangePromotionBody,
    response: PromotionView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { promotionId: sample.promotionId }, body: { priority: 10, version: 1 } },
  },
  ({ ctx, params, body }) => changePromotion(ctx, { ...params, ...body }),
);
