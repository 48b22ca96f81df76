import { CheckoutStandingView, ManageCheckout, resumeCheckout } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const resumeCheckoutRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/checkouts/{cartId}/resume',
    area: 'Administration',
    permission: 'sagas.manage',
    summary: 'Tries the present step of a checkout again at once',
    params: ManageCheckout,
    response: CheckoutStandingView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { cartId: sample.cartId } },
  },
  ({ ctx, params }) => resumeCheckout(ctx, params),
);
