import { ListPromotionsSchema, listPromotions, PromotionListView } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';

export const listPromotionsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/promotions',
    area: 'Administration',
    permission: 'pricing.read',
    summary: 'Promotions, the newest first',
    query: ListPromotionsSchema,
    response: PromotionListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { openOnly: 'true' } },
  },
  ({ ctx, query }) => listPromotions(ctx, query),
);
