import * as z from 'zod';
import { ListProposalsQuery, listPurchaseProposals, PurchaseProposalListView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listPurchaseProposalsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stores/{storeId}/purchase-proposals',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'What a store should order now',
    description:
      'From sales, stock, goods on their way, open orders, lead times and pack multiples of the preferred suppliers.',
    params: z.strictObject({ storeId: z.uuid() }),
    query: ListProposalsQuery,
    response: PurchaseProposalListView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { storeId: sample.storeId } },
  },
  ({ ctx, params, query }) => listPurchaseProposals(ctx, { ...params, ...query }),
);
