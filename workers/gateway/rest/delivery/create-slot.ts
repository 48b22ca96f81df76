import { CreateSlotBody, createSlot, SlotView } from '#modules/delivery';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const createSlotRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/delivery/slots',
    area: 'Administration',
    permission: 'delivery.write',
    summary: 'Opens a time of the week for deliveries or pickup',
    body: CreateSlotBody,
    status: 201,
    response: SlotView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: {
      body: {
        storeId: sample.storeId,
        method: 'pickup',
        weekday: 6,
        from: '10:00',
        to: '12:00',
        cutOffMinutes: 120,
        capacity: 20,
      },
    },
  },
  ({ ctx, body }) => createSlot(ctx, body),
);
