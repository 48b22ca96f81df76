import type { Route } from '../../routing/define-route.ts';
import { abandonCheckoutRoute } from './abandon-checkout.ts';
import { compensateCheckoutRoute } from './compensate-checkout.ts';
import { getCheckoutRoute } from './get-checkout.ts';
import { placeOrderRoute } from './place-order.ts';
import { resumeCheckoutRoute } from './resume-checkout.ts';

export const checkoutRoutes: readonly Route[] = [placeOrderRoute, getCheckoutRoute, abandonCheckoutRoute];

/** For staff, where a checkout goes on by itself no more. */
export const staffCheckoutRoutes: readonly Route[] = [resumeCheckoutRoute, compensateCheckoutRoute];
