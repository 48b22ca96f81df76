import { Hono } from 'hono';
import type { Clock } from '#platform/clock';
import { AppError } from '#platform/errors';
import { MAX_JSON_BYTES, readBody } from '#platform/http/read-body';
import { type GateWorld, openGate } from './access/gate.ts';
import { requireVariables } from './config.ts';
import type { Env } from './env.ts';
import {
  execution,
  type GatewayApp,
  type GatewayContext,
  isSecure,
  type OpenContext,
  versionOf,
} from './gateway-context.ts';
import { askInner } from './inner/ask-inner.ts';
import { answerError, answerNotFound } from './middleware/answer-errors.ts';
import { authenticate } from './middleware/authenticate.ts';
import { canonicalPaths } from './middleware/canonical-paths.ts';
import { crossOrigin, keysAtHome } from './middleware/cors.ts';
import { dressAnswers } from './middleware/dress-answers.ts';
import { keepPlans } from './middleware/keep-plans.ts';
import { limitFloods } from './middleware/limit-floods.ts';
import { openVerbs } from './middleware/open-verbs.ts';
import { publicRequest } from './public-request.ts';
import { officePaths } from './rest/office-paths.ts';
import { shopRoutes } from './rest/shop-routes.ts';
import { answerRoute } from './routing/answer-route.ts';
import type { Route } from './routing/define-route.ts';
import { registerRoutes } from './routing/register-routes.ts';
import { routeFinder } from './routing/route-at.ts';
import { isPrivatePage } from './storefront-paths.ts';
import { receiveProvider } from './webhooks/receive-provider.ts';

export interface AppOptions {
  openContext: OpenContext;
  openGateWorld: (env: Env) => GateWorld;
  clock: Clock;
  /** On in tests: an answer that differs from its schema is an error. */
  checkResponses?: boolean;
}

/**
 * Everything that the world can ask for, in the order in which it is decided. Nothing here is cached; what may be is
 * handed to the public side.
 */
export function createApp({ openContext, openGateWorld, clock, checkResponses = false }: AppOptions): Hono<GatewayApp> {
  const app = new Hono<GatewayApp>();
  app.onError(answerError);
  app.notFound(answerNotFound);

  app.use(dressAnswers());
  app.use((c, next) => {
    requireVariables(c.env);
    return next();
  });
  app.use(canonicalPaths());
  const gate = openGate(clock);
  const worldOf = (c: GatewayContext) => openGateWorld(c.env);
  for (const path of ['/v1/*', '/graphql']) {
    app.use(path, limitFloods());
    app.use(path, crossOrigin());
    app.use(path, authenticate({ gate, worldOf, routeOf: routeFinder(shopRoutes) }));
    app.use(path, keysAtHome());
    app.use(path, keepPlans(worldOf));
  }
  app.use('/webhooks/*', limitFloods());
  app.post('/webhooks/:provider', receiveProvider(openContext, clock));
  app.use(openVerbs(openContext, (c) => (tags) => execution(c).exports.PublicCatalog.purge(tags)));

  registerRoutes(app, shopRoutes, (route, c) =>
    isShared(route, c)
      ? readPublic(c)
      : answerRoute(route, c, { checkResponses, version: versionOf(c), isSecure: isSecure(c) }),
  );
  for (const path of officePaths) app.all(path, (c) => askInner(c, c.env.OFFICE, 'The back office'));
  app.all('/v1/*', answerNotFound);
  app.all('/graphql', (c) => askInner(c, c.env.GRAPHQL, 'GraphQL'));
  for (const path of identityPaths) {
    app.use(path, limitFloods());
    app.all(path, visitIdentity);
  }
  // Where monitors look for it: the same route, with the same keys.
  app.get('/metrics', (c) =>
    app.fetch(new Request(new URL('/v1/metrics', c.req.url), c.req.raw), c.env, c.executionCtx),
  );
  app.get('/openapi.json', readPublic);
  app.get('/docs/*', readPublic);
  app.get('/media/*', readPublic);
  app.get('/dev/mails/*', readMails);
  app.get('/admin/*', openConsole);

  app.get('*', (c) => (isPrivatePage(c.req.path) ? visitStorefront(c) : readPublic(c)));
  app.post('*', visitStorefront);
  return app;
}

/** OAuth and OpenID Connect, with the names that their specifications give. */
const identityPaths = [
  '/oauth2/*',
  '/.well-known/jwks.json',
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/.well-known/oauth-protected-resource',
];

/** Letting apps in is the business of identity, which asks for its own proofs. */
async function visitIdentity(c: GatewayContext): Promise<Response> {
  if (c.env.IDENTITY === undefined) throw new AppError('unavailable', 'Identity is not running.');
  return c.env.IDENTITY.fetch(await withinLimit(c.req.raw));
}

/** What is the same for everybody is given to people from the cache; the operator and programs see the records themselves. */
const isShared = ({ spec }: Route, c: GatewayContext): boolean =>
  spec.cache !== undefined && ['anonymous', 'person'].includes(c.get('actor').kind);

function readPublic(c: GatewayContext): Promise<Response> {
  return execution(c).exports.PublicCatalog.fetch(publicRequest(c.req.raw, c.get('requestId')));
}

/** The storefront's own pages for one visitor, with cookies and forms. */
async function visitStorefront(c: GatewayContext): Promise<Response> {
  if (c.env.STOREFRONT === undefined) throw new AppError('unavailable', 'The storefront is not running.');
  return c.env.STOREFRONT.fetch(await withinLimit(c.req.raw));
}

/** The request with a body that is not longer than a body may be. */
async function withinLimit(request: Request): Promise<Request> {
  if (request.body === null) return request;
  return new Request(request, { method: request.method, body: await readBody(request, MAX_JSON_BYTES) });
}

/** The console's files; what it may do is decided by /v1. */
function openConsole(c: GatewayContext): Promise<Response> {
  if (c.env.SITE === undefined) throw new AppError('unavailable', 'The console is not running.');
  return c.env.SITE.fetch(c.req.raw);
}

/** Mails that were sent on this machine: there are none to read in production. */
function readMails(c: GatewayContext): Response | Promise<Response> {
  if (c.env.LOCAL_MAILS !== '1' || c.env.CAMPAIGNS === undefined) return answerNotFound(c);
  return c.env.CAMPAIGNS.fetch(c.req.raw);
}
