import * as z from 'zod';
import { BatchBuyerListView, BatchPageSchema, listBatchBuyers } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listBatchBuyersRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/batches/{batchId}/buyers',
    area: 'Administration',
    permission: 'orders.read',
    summary: 'Everybody who has bought of a batch, or of what was made of it',
    params: z.strictObject({ batchId: z.uuid() }),
    query: BatchPageSchema.omit({ batchId: true }),
    response: BatchBuyerListView,
    errors: [],
    example: {
      params: { batchId: sample.batch.batchId },
    },
  },
  ({ ctx, params, query }) => listBatchBuyers(ctx, { ...query, ...params }),
);
