import * as z from 'zod';
import { SetDealerCreditBody, setDealerCredit, VoucherView } from '#modules/vouchers';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const setDealerCreditRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/dealers/{dealerId}/credit',
    area: 'Administration',
    permission: 'vouchers.issue',
    summary: 'Gives a dealer credit up to a limit, or changes or blocks it',
    params: z.strictObject({ dealerId: z.uuid() }),
    body: SetDealerCreditBody,
    response: VoucherView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { dealerId: sample.orderId }, body: { limitPaise: 5_000_000, blockedFor: null } },
  },
  ({ ctx, params, body }) => setDealerCredit(ctx, { ...params, ...body }),
);
