import * as z from 'zod';
import { EntryListView, ListEntriesSchema, listVoucherEntries } from '#modules/vouchers';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listVoucherEntriesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/vouchers/{voucherId}/entries',
    area: 'Administration',
    permission: 'vouchers.read',
    summary: 'What was paid into a voucher’s account and taken from it',
    params: z.strictObject({ voucherId: z.uuid() }),
    query: ListEntriesSchema,
    response: EntryListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { params: { voucherId: sample.orderId }, query: { limit: '20' } },
  },
  ({ ctx, params, query }) => listVoucherEntries(ctx, { ...params, ...query }),
);
