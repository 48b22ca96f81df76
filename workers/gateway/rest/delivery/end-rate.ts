import * as z from 'zod';
import { endRate, ZoneView } from '#modules/delivery';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const endRateRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/admin/delivery/zones/{zoneId}/rates/{method}',
    area: 'Administration',
    permission: 'delivery.write',
    summary: 'Ends a way of delivery in a zone now',
    params: z.strictObject({ zoneId: z.uuid(), method: z.enum(['standard', 'express']) }),
    response: ZoneView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { zoneId: sample.orderId, method: 'express' } },
  },
  ({ ctx, params }) => endRate(ctx, params),
);
