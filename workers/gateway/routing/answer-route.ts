import type { GatewayContext } from '../gateway-context.ts';
import { answerError } from '../middleware/answer-errors.ts';
import { sessionCookies } from '../session-cookies.ts';
import type { Route } from './define-route.ts';
import { runRoute } from './run-route.ts';

export interface AnswerOptions {
  checkResponses: boolean;
  version: string;
  /** Whether visitors reach us over TLS: decides the names of cookies. */
  isSecure: boolean;
}

/** The cookies that a route sets go along with its refusal too: a session that is over takes its own with it. */
export async function answerRoute(route: Route, c: GatewayContext, options: AnswerOptions): Promise<Response> {
  const { checkResponses, version, isSecure } = options;
  const cookies = sessionCookies(c.req.raw, isSecure);
  try {
    return await runRoute(route, c.get('verbs'), c.req.raw, c.req.param(), { checkResponses, version, cookies });
  } catch (error) {
    const refusal = answerError(error, c);
    for (const line of cookies.lines) refusal.headers.append('set-cookie', line);
    return refusal;
  }
}
