import { ListUnclaimedSchema, listUnclaimed, UnclaimedList } from '#modules/payments';
import { defineRoute } from '../../routing/define-route.ts';

export const listUnclaimedRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/unclaimed-payments',
    area: 'Administration',
    permission: 'payments.reconcile',
    summary: 'Money that came for nothing we know of, or not as it was asked for',

    query: ListUnclaimedSchema,
    response: UnclaimedList,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { limit: '5' } },
  },
  ({ ctx, query }) => listUnclaimed(ctx, query),
);
