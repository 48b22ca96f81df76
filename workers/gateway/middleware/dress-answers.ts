import { forVisitors } from '#platform/http/cache-policy';
import { matchesEntityTag, notModifiedHeaders } from '#platform/http/entity-tag';
import { requestIdOf } from '#platform/http/request-id';
import type { Middleware } from '../gateway-context.ts';
import { addSecurityHeaders } from './security-headers.ts';

/**
 * The outermost layer: gives every answer its request id, security headers and timings, takes off what is meant for our
 * own cache, and turns a 200 that the caller has already into a 304.
 */
export function dressAnswers(): Middleware {
  return async (c, next) => {
    c.set('requestId', requestIdOf(c.req.raw.headers));
    await next();
    const answer = c.res;
    const headers = new Headers(answer.headers);
    forVisitors(headers);
    addSecurityHeaders(headers);
    headers.set('x-request-id', c.get('requestId'));
    if (fromPlatformCache(headers)) headers.set('server-timing', 'cache;desc="hit", db;desc="0"');
    else if (!headers.has('server-timing')) {
      headers.set('server-timing', `db;desc="${c.get('verbs')?.db.roundTrips ?? 0}"`);
    }
    // Assigning to `res` merges the old headers in, unless there is no old answer.
    c.res = undefined;
    c.res = isKnown(c.req.raw, answer.status, headers)
      ? new Response(null, { status: 304, headers: notModifiedHeaders(headers) })
      : new Response(answer.body, { status: answer.status, headers });
  };
}

/** Workers Cache repeats the headers of the request that filled it, its timings too. */
const fromPlatformCache = (headers: Headers): boolean => headers.get('cf-cache-status') === 'HIT';

function isKnown(request: Request, status: number, headers: Headers): boolean {
  if (status !== 200 || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
  const etag = headers.get('etag');
  const known = request.headers.get('if-none-match');
  return etag !== null && known !== null && matchesEntityTag(known, etag);
}
