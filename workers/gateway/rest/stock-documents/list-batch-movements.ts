import * as z from 'zod';
import { BatchMovementListView, BatchPageSchema, listBatchMovements } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listBatchMovementsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/batches/{batchId}/movements',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'Every movement of a batch from its receipt on, with its document',
    params: z.strictObject({ batchId: z.uuid() }),
    query: BatchPageSchema.omit({ batchId: true }),
    response: BatchMovementListView,
    errors: [],
    example: {
      params: { batchId: sample.batch.batchId },
      query: { limit: '10' },
    },
  },
  ({ ctx, params, query }) => listBatchMovements(ctx, { ...query, ...params }),
);
