import type { Hono } from 'hono';
import { AppError } from '#platform/errors';
import type { GatewayApp, GatewayContext } from '../gateway-context.ts';
import { problemResponse } from '../middleware/answer-errors.ts';
import type { Route } from './define-route.ts';

/** `/v1/products/{handle}` as the router writes it. */
export const routerPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Puts routes on an app, and on each of their addresses a 405 for the methods that it lacks. */
export function registerRoutes(
  app: Hono<GatewayApp>,
  routes: readonly Route[],
  run: (route: Route, c: GatewayContext) => Promise<Response>,
): void {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const { method, path } = route.spec;
    app.on(method.toUpperCase(), routerPath(path), (c) => run(route, c));
    methods.set(path, [...(methods.get(path) ?? []), ...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])]);
  }
  for (const [path, allowed] of methods) {
    app.all(routerPath(path), (c) => answerOtherMethod(c, [...allowed, 'OPTIONS'].join(', ')));
  }
}

function answerOtherMethod(c: GatewayContext, allow: string): Response {
  if (c.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } });
  const failure = new AppError('method_not_allowed', `Allowed here: ${allow}.`);
  return problemResponse(failure, c.get('requestId'), { allow });
}
