import { Hono } from 'hono';
import { AppError } from '#platform/errors';
import { requestIdOf } from '#platform/http/request-id';
import { type GatewayApp, type GatewayContext, type OpenContext, versionOf } from './gateway-context.ts';
import { registerMedia } from './media/register-media.ts';
import { answerError, answerNotFound } from './middleware/answer-errors.ts';
import { crossOrigin } from './middleware/cors.ts';
import { openVerbs } from './middleware/open-verbs.ts';
import { addSecurityHeaders } from './middleware/security-headers.ts';
import { shopRoutes } from './rest/shop-routes.ts';
import { registerRoutes } from './routing/register-routes.ts';
import { runRoute } from './routing/run-route.ts';
import { sessionCookies } from './session-cookies.ts';

/**
 * The side of the gateway that a cache may stand in front of: anonymous reads only, each answer the same for everybody.
 * Its answers are kept with all their headers, so they are complete but for the request id.
 */
export function createPublicApp(openContext: OpenContext, checkResponses = false): Hono<GatewayApp> {
  const app = new Hono<GatewayApp>();
  app.onError(answerError);
  app.notFound(answerNotFound);
  app.use(async (c, next) => {
    c.set('requestId', requestIdOf(c.req.raw.headers));
    await next();
    const headers = new Headers(c.res.headers);
    addSecurityHeaders(headers);
    headers.set('server-timing', `db;desc="${c.get('verbs').db.roundTrips}"`);
    const { body, status } = c.res;
    c.res = undefined;
    c.res = new Response(body, { status, headers });
  });
  app.use(openVerbs(openContext, () => refusePurge));
  app.use('/v1/*', crossOrigin());

  const shared = shopRoutes.filter(({ spec }) => spec.cache !== undefined);
  registerRoutes(app, shared, (route, c) =>
    runRoute(route, c.get('verbs'), c.req.raw, c.req.param(), {
      checkResponses,
      version: versionOf(c),
      cookies: sessionCookies(c.req.raw, false),
    }),
  );
  app.get('/openapi.json', readReference);
  app.get('/docs/*', readReference);
  registerMedia(app);
  app.all('/v1/*', answerNotFound);
  app.get('*', (c) => {
    if (c.env.STOREFRONT === undefined) throw new AppError('unavailable', 'The storefront is not running.');
    return c.env.STOREFRONT.fetch(c.req.raw);
  });
  return app;
}

/** The reference of the API stands where all of its routes are. */
function readReference(c: GatewayContext): Promise<Response> {
  if (c.env.OFFICE === undefined) throw new AppError('unavailable', 'The back office is not running.');
  return c.env.OFFICE.fetch(c.req.raw);
}

/** Reads change nothing, so there is nothing to throw away. */
const refusePurge = () => Promise.reject(new Error('A read does not purge'));
