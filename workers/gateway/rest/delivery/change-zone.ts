import * as z from 'zod';
import { ChangeZoneBody, changeZone, ZoneView } from '#modules/delivery';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const changeZoneRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/admin/delivery/zones/{zoneId}',
    area: 'Administration',
    permission: 'delivery.write',
    summary: 'Changes where a zone lies, or whether anything is delivered there',
    params: z.strictObject({ zoneId: z.uuid() }),
    body: ChangeZoneBody,
    response: ZoneView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { zoneId: sample.orderId }, body: { name: 'Andaman Islands', version: 1 } },
  },
  ({ ctx, params, body }) => changeZone(ctx, { ...params, ...body }),
);
