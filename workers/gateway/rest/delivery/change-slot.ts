import * as z from 'zod';
import { ChangeSlotBody, changeSlot, SlotView } from '#modules/delivery';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const changeSlotRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/admin/delivery/slots/{slotId}',
    area: 'Administration',
    permission: 'delivery.write',
    summary: 'Changes how many fit into a slot, or until when it is chosen',
    params: z.strictObject({ slotId: z.uuid() }),
    body: ChangeSlotBody,
    response: SlotView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { slotId: sample.orderId }, body: { capacity: 25, version: 1 } },
  },
  ({ ctx, params, body }) => changeSlot(ctx, { ...params, ...body }),
);
