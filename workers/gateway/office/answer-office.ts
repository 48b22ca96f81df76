import { Hono } from 'hono';
import type { GatewayApp } from '../gateway-context.ts';
import type { AnswerInner, InnerRequest } from '../inner/inner-door.ts';
import { answerError, answerNotFound } from '../middleware/answer-errors.ts';
import { answerRoute } from '../routing/answer-route.ts';
import type { Route } from '../routing/define-route.ts';
import { registerRoutes } from '../routing/register-routes.ts';

export interface OfficeOptions {
  routes: readonly Route[];
  /** On in tests: an answer that differs from its schema is an error. */
  checkResponses: boolean;
}

/** Answers what staff ask: the gateway has decided who they are and puts the last touch to every answer. */
export function createOffice({ routes, checkResponses }: OfficeOptions): AnswerInner {
  const arrived = new WeakMap<Request, InnerRequest>();
  const askedBy = (request: Request): InnerRequest => {
    const asked = arrived.get(request);
    if (asked === undefined) throw new Error('A request of the office came by another door');
    return asked;
  };
  const app = new Hono<GatewayApp>();
  app.onError(answerError);
  app.notFound(answerNotFound);
  app.use(async (c, next) => {
    const { verbs } = askedBy(c.req.raw);
    c.set('requestId', verbs.requestId);
    c.set('actor', verbs.actor);
    c.set('verbs', verbs);
    await next();
    c.header('server-timing', `db;desc="${verbs.db.roundTrips}"`);
  });
  registerRoutes(app, routes, (route, c) => {
    const { version, isSecure } = askedBy(c.req.raw);
    return answerRoute(route, c, { checkResponses, version, isSecure });
  });
  return async (asked) => {
    arrived.set(asked.request, asked);
    return app.fetch(asked.request);
  };
}
