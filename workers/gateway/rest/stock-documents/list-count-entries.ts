import * as z from 'zod';
import { CountEntryListView, CountPageSchema, listCountEntries } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const listCountEntriesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/counts/{countId}/entries',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'What was counted, batch by batch; differences once it is submitted',
    params: z.strictObject({ countId: z.uuid() }),
    query: CountPageSchema.omit({ countId: true }),
    response: CountEntryListView,
    errors: ['not_found'],
  },
  ({ ctx, params, query }) => listCountEntries(ctx, { ...query, ...params }),
);
