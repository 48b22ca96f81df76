import * as z from 'zod';
import { BulkOrderView, readBulkOrderForStaff, StaffBulkOrderBody } from '#modules/bulk-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const readBulkOrderForStaffRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/bulk-orders',
    area: 'Administration',
    permission: 'orders.take',
    summary: 'Staff: reads an order sheet that somebody sent',
    params: z.strictObject({ storeId: z.uuid() }),
    body: StaffBulkOrderBody,
    response: BulkOrderView,
    errors: ['unauthenticated', 'forbidden'],
    limit: { name: 'bulk-orders', by: 'account', limit: 30, windowSeconds: 60 },
    example: { params: { storeId: sample.storeId }, body: { text: 'nux vom 200 30ml x 12' } },
  },
  ({ ctx, params, body }) => readBulkOrderForStaff(ctx, { ...params, ...body }),
);
