import { listPriceLists, PriceListsView } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';

export const listPriceListsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/price-lists',
    area: 'Administration',
    permission: 'pricing.read',
    summary: 'The price lists',
    response: PriceListsView,
    errors: ['unauthenticated', 'forbidden'],
    example: {},
  },
  ({ ctx }) => listPriceLists(ctx),
);
