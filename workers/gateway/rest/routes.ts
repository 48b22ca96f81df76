import type { Route } from '../routing/define-route.ts';
import { officeRoutes } from './office-routes.ts';
import { shopRoutes } from './shop-routes.ts';

/** Every operation of the API: the graph, the reference and the security tests all read this list. The gateway itself must not. */
export const routes: readonly Route[] = [...shopRoutes, ...officeRoutes];
