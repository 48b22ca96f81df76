import * as z from 'zod';
import { askRecount, CountView, RecountBody } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const askRecountRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/counts/{countId}/recount',
    area: 'Administration',
    permission: 'inventory.approve',
    summary: 'Has some batches counted once more',
    params: z.strictObject({ countId: z.uuid() }),
    body: RecountBody,
    response: CountView,
    errors: ['not_found', 'illegal_transition'],
    example: {
      body: { batchIds: [sample.batch.batchId] },
    },
  },
  ({ ctx, params, body }) => askRecount(ctx, { ...body, ...params }),
);
