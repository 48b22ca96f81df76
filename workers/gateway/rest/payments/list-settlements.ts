import { ListSettlementsSchema, listSettlements, SettlementList } from '#modules/payments';
import { defineRoute } from '../../routing/define-route.ts';

export const listSettlementsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/settlements',
    area: 'Administration',
    permission: 'payments.reconcile',
    summary: 'Settlement files that were imported',

    query: ListSettlementsSchema,
    response: SettlementList,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { limit: '5' } },
  },
  ({ ctx, query }) => listSettlements(ctx, query),
);
