import { OpenedTakenCartView, resumeTakenCart, TakenCartParams } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';

export const resumeTakenCartRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/taken-carts/{takenCartId}',
    area: 'Administration',
    permission: 'orders.take',
    summary: 'A kept cart with its lines and its token, to go on with it',
    params: TakenCartParams,
    response: OpenedTakenCartView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'expired'],
    example: {},
  },
  ({ ctx, params }) => resumeTakenCart(ctx, params),
);
