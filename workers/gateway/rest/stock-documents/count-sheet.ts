import * as z from 'zod';
import { CountPageSchema, CountSheetView, countSheet } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const countSheetRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/counts/{countId}/sheet',
    area: 'Administration',
    permission: 'inventory.count',
    summary: 'What is to be counted, without how much of it there should be',
    params: z.strictObject({ countId: z.uuid() }),
    query: CountPageSchema.omit({ countId: true }),
    response: CountSheetView,
    errors: ['not_found'],
  },
  ({ ctx, params, query }) => countSheet(ctx, { ...query, ...params }),
);
