import { CreatePromotionBody, createPromotion, PromotionView } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';

export const createPromotionRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/promotions',
    area: 'Administration',
    permission: 'pricing.write',
    summary: 'Brings a promotion into being',
    description:
      'It is in carts from their next change on, if validFrom has come. One with needsCode is opened by its coupons only.',
    body: CreatePromotionBody,
    status: 201,
    response: PromotionView,
    errors: ['unauthenticated', 'forbidden', 'conflict'],
    example: {
      body: {
        label: 'Ten and one for dealers',
        benefit: { kind: 'buy_x_get_y', buy: 10, get: 1 },
        scope: { priceLists: ['dealer'] },
        needsCode: true,
      },
    },
  },
  ({ ctx, body }) => createPromotion(ctx, body),
);
