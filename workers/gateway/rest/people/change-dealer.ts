import * as z from 'zod';
import { ChangeDealerBody, changeDealer, DealerView } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const changeDealerRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/admin/dealers/{dealerId}',
    area: 'Administration',
    permission: 'dealers.write',
    summary: 'Changes a dealer',
    params: z.strictObject({ dealerId: z.uuid() }),
    body: ChangeDealerBody,
    response: DealerView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { dealerId: sample.orderId }, body: { status: 'active' } },
  },
  ({ ctx, params, body }) => changeDealer(ctx, { ...params, ...body }),
);
