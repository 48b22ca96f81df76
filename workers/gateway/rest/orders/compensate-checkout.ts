import { CheckoutStandingView, CompensateCheckoutBody, compensateCheckout, ManageCheckout } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const compensateCheckoutRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/checkouts/{cartId}/compensate',
    area: 'Administration',
    permission: 'sagas.manage',
    summary: 'Gives everything back that a checkout has taken, as long as its order does not stand',
    params: ManageCheckout,
    body: CompensateCheckoutBody,
    response: CheckoutStandingView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { cartId: sample.cartId }, body: { reason: 'The buyer called: ordered by mistake' } },
  },
  ({ ctx, params, body }) => compensateCheckout(ctx, { ...params, ...body }),
);
