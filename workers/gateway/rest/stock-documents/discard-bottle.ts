import * as z from 'zod';
import { BottleView, DiscardBottleBody, discardBottle } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const discardBottleRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/bottles/{bottleId}/discard',
    area: 'Administration',
    permission: 'inventory.repack',
    summary: 'Ends an open bottle before it is empty',
    params: z.strictObject({ bottleId: z.uuid() }),
    body: DiscardBottleBody,
    response: BottleView,
    errors: ['not_found', 'illegal_transition'],
    example: {
      body: { reason: 'It stood open too long' },
    },
  },
  ({ ctx, params, body }) => discardBottle(ctx, { ...body, ...params }),
);
