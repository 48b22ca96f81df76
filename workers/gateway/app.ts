import { Hono } from 'hono';
import { AppError } from '#platform/errors';
import { MAX_JSON_BYTES, readBody } from '#platform/http/read-body';
import {
  execution,
  type GatewayApp,
  type GatewayContext,
  isSecure,
  type OpenContext,
  versionOf,
} from './gateway-context.ts';
import { askGraphql } from './graphql/ask-graphql.ts';
import { answerError, answerNotFound } from './middleware/answer-errors.ts';
import { authenticate } from './middleware/authenticate.ts';
import { canonicalPaths } from './middleware/canonical-paths.ts';
import { readableEverywhere } from './middleware/cors.ts';
import { dressAnswers } from './middleware/dress-answers.ts';
import { openVerbs } from './middleware/open-verbs.ts';
import { publicRequest } from './public-request.ts';
import { routes } from './rest/routes.ts';
import type { Route } from './routing/define-route.ts';
import { registerRoutes } from './routing/register-routes.ts';
import { runRoute } from './routing/run-route.ts';
import { sessionCookies } from './session-cookies.ts';
import { isPrivatePage } from './storefront-paths.ts';

export interface AppOptions {
  openContext: OpenContext;
  /** On in tests: an answer that differs from its schema is an error. */
  checkResponses?: boolean;
}

/**
 * Everything that the world can ask for, in the order in which it is decided. Nothing here is cached; what may be is
 * handed to the public side.
 */
export function createApp({ openContext, checkResponses = false }: AppOptions): Hono<GatewayApp> {
  const app = new Hono<GatewayApp>();
  app.onError(answerError);
  app.notFound(answerNotFound);

  app.use(dressAnswers());
  app.use(canonicalPaths());
  app.use('/v1/*', readableEverywhere());
  // A limit against floods belongs here: before anything is looked up, by address (IPv6 by /64).
  app.use('/v1/*', authenticate());
  app.use('/graphql', authenticate());
  app.use(openVerbs(openContext, (c) => (tags) => execution(c).exports.PublicCatalog.purge(tags)));

  registerRoutes(app, routes, (route, c) =>
    isShared(route, c)
      ? readPublic(c)
      : runRoute(route, c.get('verbs'), c.req.raw, c.req.param(), {
          checkResponses,
          version: versionOf(c),
          cookies: sessionCookies(c.req.raw, isSecure(c)),
        }),
  );
  app.all('/v1/*', answerNotFound);
  app.all('/graphql', askGraphql);
  app.get('/openapi.json', readPublic);
  app.get('/docs/*', readPublic);
  app.get('/media/*', readPublic);
  app.get('/dev/mails/*', readMails);
  app.get('/admin/*', openConsole);

  app.get('*', (c) => (isPrivatePage(c.req.path) ? visitStorefront(c) : readPublic(c)));
  app.post('*', visitStorefront);
  return app;
}

const isShared = ({ spec }: Route, c: GatewayContext): boolean =>
  spec.cache !== undefined && c.get('actor').kind === 'anonymous';

function readPublic(c: GatewayContext): Promise<Response> {
  return execution(c).exports.PublicCatalog.fetch(publicRequest(c.req.raw, c.get('requestId')));
}

/** The storefront's own pages for one visitor, with cookies and forms. */
async function visitStorefront(c: GatewayContext): Promise<Response> {
  if (c.env.STOREFRONT === undefined) throw new AppError('unavailable', 'The storefront is not running.');
  if (c.req.method !== 'POST') return c.env.STOREFRONT.fetch(c.req.raw);
  const body = await readBody(c.req.raw, MAX_JSON_BYTES);
  return c.env.STOREFRONT.fetch(new Request(c.req.raw, { method: 'POST', body }));
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
