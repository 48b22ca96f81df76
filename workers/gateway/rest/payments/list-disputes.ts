import { DisputeList, ListDisputesSchema, listDisputes } from '#modules/payments';
import { defineRoute } from '../../routing/define-route.ts';

export const listDisputesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/disputes',
    area: 'Administration',
    permission: 'payments.read',
    summary: 'Payments that the banks of buyers ask back',

    query: ListDisputesSchema,
    response: DisputeList,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { limit: '5' } },
  },
  ({ ctx, query }) => listDisputes(ctx, query),
);
