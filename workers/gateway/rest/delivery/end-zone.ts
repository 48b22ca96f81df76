import * as z from 'zod';
import { endZone, ZoneView } from '#modules/delivery';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const endZoneRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/admin/delivery/zones/{zoneId}',
    area: 'Administration',
    permission: 'delivery.write',
    summary: 'Ends a delivery zone now',
    params: z.strictObject({ zoneId: z.uuid() }),
    response: ZoneView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { zoneId: sample.orderId } },
  },
  ({ ctx, params }) => endZone(ctx, params),
);
