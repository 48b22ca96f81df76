import * as z from 'zod';
import { BatchTrace, traceBatch } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const traceBatchRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/batches/{batchId}/trace',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'What a batch was made of, and what was made of it',
    params: z.strictObject({ batchId: z.uuid() }),
    response: BatchTrace,
    errors: ['not_found'],
    example: {
      params: { batchId: sample.batch.batchId },
    },
  },
  ({ ctx, params }) => traceBatch(ctx, params),
);
