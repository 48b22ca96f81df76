import { TrieRouter } from 'hono/router/trie-router';
import type { GatewayContext } from '../gateway-context.ts';
import type { Route } from './define-route.ts';
import { routerPath } from './register-routes.ts';

/** Tells, before anything is decided, which operation a request is for: HEAD is a GET. */
export function routeFinder(routes: readonly Route[]): (c: GatewayContext) => Route | undefined {
  const router = new TrieRouter<Route>();
  for (const route of routes) router.add(route.spec.method.toUpperCase(), routerPath(route.spec.path), route);
  return ({ req }) => {
    const [[found]] = router.match(req.method === 'HEAD' ? 'GET' : req.method, req.path);
    return found?.[0];
  };
}
