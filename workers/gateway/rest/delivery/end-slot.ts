import * as z from 'zod';
import { endSlot, SlotView } from '#modules/delivery';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const endSlotRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/admin/delivery/slots/{slotId}',
    area: 'Administration',
    permission: 'delivery.write',
    summary: 'Ends a slot now; whoever has a place keeps it',
    params: z.strictObject({ slotId: z.uuid() }),
    response: SlotView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { slotId: sample.orderId } },
  },
  ({ ctx, params }) => endSlot(ctx, params),
);
