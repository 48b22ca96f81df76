import { ListDeliveryQuery, listSlots, SlotListView } from '#modules/delivery';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listSlotsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/delivery/slots',
    area: 'Administration',
    permission: 'delivery.write',
    summary: 'Times of the week for deliveries and pickup',
    query: ListDeliveryQuery,
    response: SlotListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { storeId: sample.storeId } },
  },
  ({ ctx, query }) => listSlots(ctx, query),
);
