import { ListDeliveryQuery, listZones, ZoneListView } from '#modules/delivery';
import { defineRoute } from '../../routing/define-route.ts';

export const listZonesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/delivery/zones',
    area: 'Administration',
    permission: 'delivery.write',
    summary: 'Delivery zones with their rates',
    query: ListDeliveryQuery,
    response: ZoneListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { limit: '10' } },
  },
  ({ ctx, query }) => listZones(ctx, query),
);
