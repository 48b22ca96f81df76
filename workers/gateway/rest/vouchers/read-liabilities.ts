import { LiabilitiesView, readLiabilities } from '#modules/vouchers';
import { defineRoute } from '../../routing/define-route.ts';

export const readLiabilitiesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/vouchers/liabilities',
    area: 'Administration',
    permission: 'vouchers.read',
    summary: 'What the company owes on gift cards and store credit, and what dealers owe it',
    response: LiabilitiesView,
    errors: ['unauthenticated', 'forbidden'],
    example: {},
  },
  ({ ctx }) => readLiabilities(ctx),
);
