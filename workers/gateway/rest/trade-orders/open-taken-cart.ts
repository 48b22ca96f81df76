import * as z from 'zod';
import { OpenedTakenCartView, OpenTakenCartBody, openTakenCart } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const openTakenCartRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/taken-carts',
    area: 'Administration',
    permission: 'orders.take',
    summary: 'Staff: opens a cart for somebody on the telephone or at the counter',
    description:
      'Lines, discounts and coupons are changed by the routes of any cart, with the `token` of the answer as `x-cart-token`.',
    params: z.strictObject({ storeId: z.uuid() }),
    body: OpenTakenCartBody,
    status: 201,
    response: OpenedTakenCartView,
    errors: ['unauthenticated', 'forbidden'],
    example: { params: { storeId: sample.storeId }, body: { channel: 'till' } },
  },
  ({ ctx, params, body }) => openTakenCart(ctx, { ...params, ...body }),
);
