import * as z from 'zod';
import { ChangeVoucherBody, changeVoucher, VoucherView } from '#modules/vouchers';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const changeVoucherRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/admin/vouchers/{voucherId}',
    area: 'Administration',
    permission: 'vouchers.issue',
    summary: 'Blocks a voucher, lets it be used again, or changes how long it lasts',
    params: z.strictObject({ voucherId: z.uuid() }),
    body: ChangeVoucherBody,
    response: VoucherView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { voucherId: sample.orderId }, body: { blockedFor: 'Reported stolen' } },
  },
  ({ ctx, params, body }) => changeVoucher(ctx, { ...params, ...body }),
);
