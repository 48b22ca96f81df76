import type { Middleware } from '../gateway-context.ts';

const PREFLIGHT_SECONDS = '86400';
const exposed = 'etag, x-request-id, retry-after, server-timing';

/**
 * Pages of other sites may read the public API: no cookie takes part, so nothing private can leak. Writes and the
 * administration stay with our own pages.
 *
 * @example app.use('/v1/*', readableEverywhere());
 */
export function readableEverywhere(): Middleware {
  return async (c, next) => {
    if (c.req.path.startsWith('/v1/admin')) return next();
    if (c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined) {
      return new Response(null, {
        status: 204,
        headers: {
          'access-control-allow-origin': '*',
          'access-control-allow-methods': 'GET, HEAD',
          'access-control-allow-headers': 'accept, if-none-match, x-request-id',
          'access-control-max-age': PREFLIGHT_SECONDS,
        },
      });
    }
    await next();
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return;
    c.header('access-control-allow-origin', '*');
    c.header('access-control-expose-headers', exposed);
  };
}
