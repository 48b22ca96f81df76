import { BulkOrderBody, BulkOrderView, readBulkOrder } from '#modules/bulk-orders';
import { defineRoute } from '../../routing/define-route.ts';

export const readBulkOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/dealer/bulk-orders',
    area: 'Carts and orders',
    permission: 'dealers.order',
    summary: 'Reads a pasted order or a sheet, line by line',
    description:
      'Nothing is put into a cart. A line that could mean something else comes back for a choice; potency and pack are never exchanged.',
    body: BulkOrderBody,
    response: BulkOrderView,
    errors: ['unauthenticated', 'forbidden'],
    limit: { name: 'bulk-orders', by: 'account', limit: 30, windowSeconds: 60 },
    example: { body: { text: 'nux vom 200 30ml x 12' } },
  },
  ({ ctx, body }) => readBulkOrder(ctx, body),
);
