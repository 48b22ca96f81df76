import * as z from 'zod';
import { CountView, EnterCountsBody, enterCounts } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const enterCountsRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/counts/{countId}/entries',
    area: 'Administration',
    permission: 'inventory.count',
    summary: 'Writes down what was counted',
    description:
      'Each figure is set against what the store itself says at this moment, so sales before and after it do no harm. The same figure again changes nothing.',
    params: z.strictObject({ countId: z.uuid() }),
    body: EnterCountsBody,
    response: CountView,
    errors: ['not_found', 'illegal_transition'],
    example: {
      body: { entries: [{ batchId: sample.batch.batchId, counted: 12 }] },
    },
  },
  ({ ctx, params, body }) => enterCounts(ctx, { ...body, ...params }),
);
