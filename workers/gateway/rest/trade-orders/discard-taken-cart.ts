import { discardTakenCart, TakenCartParams, TakenCartView } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const discardTakenCartRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/admin/taken-carts/{takenCartId}',
    area: 'Administration',
    permission: 'orders.take',
    summary: 'Gives a draft up',
    params: TakenCartParams,
    response: TakenCartView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { takenCartId: sample.cartId } },
  },
  ({ ctx, params }) => discardTakenCart(ctx, params),
);
