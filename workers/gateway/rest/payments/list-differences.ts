import { DifferenceList, ListDifferencesSchema, listDifferences } from '#modules/payments';
import { defineRoute } from '../../routing/define-route.ts';

export const listDifferencesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/settlement-differences',
    area: 'Administration',
    permission: 'payments.reconcile',
    summary: 'Where settlements and our records disagree',

    query: ListDifferencesSchema,
    response: DifferenceList,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { status: 'open' } },
  },
  ({ ctx, query }) => listDifferences(ctx, query),
);
