import { ListPriceFloorsSchema, listPriceFloors, PriceFloorListView } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';

export const listPriceFloorsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/price-floors',
    area: 'Administration',
    permission: 'pricing.read',
    summary: 'The floors that are in force',
    query: ListPriceFloorsSchema,
    response: PriceFloorListView,
    errors: ['unauthenticated', 'forbidden'],
    example: {},
  },
  ({ ctx, query }) => listPriceFloors(ctx, query),
);
