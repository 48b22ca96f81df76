import * as z from 'zod';
import { BatchBuyerListView, listRecallBuyers, RecallPageSchema } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const listRecallBuyersRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/recalls/{recallId}/buyers',
    area: 'Administration',
    permission: 'inventory.recall',
    summary: 'Everybody who has bought of what is recalled',
    params: z.strictObject({ recallId: z.uuid() }),
    query: RecallPageSchema.omit({ recallId: true }),
    response: BatchBuyerListView,
    errors: ['not_found'],
  },
  ({ ctx, params, query }) => listRecallBuyers(ctx, { ...query, ...params }),
);
