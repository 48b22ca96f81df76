import { judgePath } from '#platform/http/canonical-path';
import type { Middleware } from '../gateway-context.ts';
import { answerNotFound } from './answer-errors.ts';

/**
 * One resource, one spelling: `/%61dmin` is sent to `/admin` and meets its rules there; hidden slashes and broken escapes
 * lead nowhere.
 *
 * @example app.use(canonicalPaths());
 */
export function canonicalPaths(): Middleware {
  return async (c, next) => {
    const url = new URL(c.req.raw.url);
    const verdict = judgePath(url.pathname);
    if (verdict.kind === 'canonical') return next();
    if (verdict.kind === 'hostile') return answerNotFound(c);
    return new Response(null, { status: 308, headers: { location: `${verdict.path}${url.search}` } });
  };
}
