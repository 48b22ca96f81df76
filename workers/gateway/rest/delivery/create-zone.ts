import { CreateZoneBody, createZone, ZoneView } from '#modules/delivery';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const createZoneRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/delivery/zones',
    area: 'Administration',
    permission: 'delivery.write',
    summary: 'Draws a delivery zone of a store, or of the company',
    description:
      'Of several zones that hold an address the one with the most precise area counts: fewer postal codes before more, these before a state, a state before everywhere.',
    body: CreateZoneBody,
    status: 201,
    response: ZoneView,
    errors: ['unauthenticated', 'forbidden', 'conflict'],
    example: {
      body: {
        storeId: sample.storeId,
        name: 'Port Blair',
        areas: [{ kind: 'postal_range', from: '744101', to: '744107' }],
      },
    },
  },
  ({ ctx, body }) => createZone(ctx, body),
);
