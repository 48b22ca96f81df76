import { ListVouchersSchema, listVouchers, VoucherListView } from '#modules/vouchers';
import { defineRoute } from '../../routing/define-route.ts';

export const listVouchersRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/vouchers',
    area: 'Administration',
    permission: 'vouchers.read',
    summary: 'Gift cards, store credit and dealers’ credit, the newest first',
    query: ListVouchersSchema,
    response: VoucherListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { kind: 'gift_card', limit: '20' } },
  },
  ({ ctx, query }) => listVouchers(ctx, query),
);
