import { AppError } from '#platform/errors';
import type { GatewayContext, Middleware } from '../gateway-context.ts';

const PREFLIGHT_SECONDS = '86400';
const exposed =
  'etag, x-request-id, retry-after, server-timing, ratelimit-limit, ratelimit-remaining, ratelimit-reset, ratelimit-policy';

/** What a page of another site may ask without saying who it is. */
const forEverybody = { methods: 'GET, HEAD', headers: 'accept, if-none-match, x-request-id' };
/** A preflight cannot carry the key, so whether the key may be used from there is decided when it comes. */
const forKeys = {
  methods: 'GET, HEAD, POST, PUT, PATCH, DELETE',
  headers: 'accept, authorization, content-type, idempotency-key, if-none-match, x-request-id',
};

/**
 * Pages of other sites may read what is public, and use a key from the origins that it was made for. Cookies never take part:
 * credentials are not allowed anywhere, and an answer to whoever is signed in cannot be read from elsewhere.
 *
 * @example app.use('/v1/*', crossOrigin());
 */
export function crossOrigin(): Middleware {
  return async (c, next) => {
    const isPreflight = c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
    if (isPreflight) {
      const answer = preflight(c);
      if (answer !== undefined) return answer;
    }
    await next();
    const allowed = readerOf(c);
    if (allowed === undefined) return;
    c.header('access-control-allow-origin', allowed);
    c.header('access-control-expose-headers', exposed);
    if (allowed !== '*') c.header('vary', 'origin', { append: true });
  };
}

/** Refuses a key that is used from a page of a site that it was not made for. Runs when it is known who asks. */
export function keysAtHome(): Middleware {
  return async (c, next) => {
    const origin = c.req.header('origin');
    const key = c.get('apiKey');
    if (key === undefined || origin === undefined || key.corsOrigins.includes(origin)) return next();
    throw new AppError('forbidden', 'This key may not be used by pages of this site: it is not among its origins.');
  };
}

function preflight(c: GatewayContext): Response | undefined {
  const wanted = (c.req.header('access-control-request-headers') ?? '').toLowerCase().split(',');
  const isOfKey = wanted.some((name) => name.trim() === 'authorization');
  if (!isOfKey && c.req.path.startsWith('/v1/admin')) return undefined;
  const { methods, headers } = isOfKey ? forKeys : forEverybody;
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': methods,
      'access-control-allow-headers': headers,
      'access-control-max-age': PREFLIGHT_SECONDS,
    },
  });
}

/** Which pages may read the answer. */
function readerOf(c: GatewayContext): string | undefined {
  const origin = c.req.header('origin');
  const key = c.get('apiKey');
  if (key !== undefined) return origin !== undefined && key.corsOrigins.includes(origin) ? origin : undefined;
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (!isRead || c.req.path.startsWith('/v1/admin')) return undefined;
  return (c.get('actor')?.kind ?? 'anonymous') === 'anonymous' ? '*' : undefined;
}
