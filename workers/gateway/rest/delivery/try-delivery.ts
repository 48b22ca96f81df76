import { TriedDeliveryView, TryDeliveryQuery, tryDelivery } from '#modules/delivery';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const tryDeliveryRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/delivery/try',
    area: 'Administration',
    permission: 'delivery.write',
    summary: 'Which zone and rate an address would get',
    query: TryDeliveryQuery,
    response: TriedDeliveryView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { storeId: sample.storeId, postalCode: '411030', stateCode: '27' } },
  },
  ({ ctx, query }) => tryDelivery(ctx, query),
);
