import * as z from 'zod';
import { SetRateBody, setRate, ZoneView } from '#modules/delivery';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const setRateRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/delivery/zones/{zoneId}/rates',
    area: 'Administration',
    permission: 'delivery.write',
    summary: 'Sets what a way of delivery costs in a zone, from a time on',
    description:
      'The rate before it ends at that time. Fees include tax and follow the goods: GST is that of the principal supply.',
    params: z.strictObject({ zoneId: z.uuid() }),
    body: SetRateBody,
    status: 201,
    response: ZoneView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: {
      params: { zoneId: sample.orderId },
      body: {
        method: 'express',
        steps: [
          { upToGrams: 1000, feePaise: 9900 },
          { upToGrams: null, feePaise: 14900 },
        ],
        minDays: 0,
        maxDays: 1,
      },
    },
  },
  ({ ctx, params, body }) => setRate(ctx, { ...params, ...body }),
);
