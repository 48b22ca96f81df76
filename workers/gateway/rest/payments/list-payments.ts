import { ListPaymentsSchema, listPayments, StaffPaymentList } from '#modules/payments';
import { defineRoute } from '../../routing/define-route.ts';

export const listPaymentsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/payments',
    area: 'Administration',
    permission: 'payments.read',
    summary: 'Payments of orders, and those that checkouts still wait for, newest first',

    query: ListPaymentsSchema,
    response: StaffPaymentList,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { status: 'pending', limit: '5' } },
  },
  ({ ctx, query }) => listPayments(ctx, query),
);
