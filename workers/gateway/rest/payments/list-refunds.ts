import { ListRefundsSchema, listRefunds, RefundList } from '#modules/payments';
import { defineRoute } from '../../routing/define-route.ts';

export const listRefundsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/refunds',
    area: 'Administration',
    permission: 'payments.read',
    summary: 'Refunds, newest first: one entry for each payment that gets something back',
    description: '`to_pay_out` waits for staff, `failed` was refused by the provider.',
    query: ListRefundsSchema,
    response: RefundList,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { limit: '5' } },
  },
  ({ ctx, query }) => listRefunds(ctx, query),
);
