/** Stands in for whatever Host header came in: no shared answer may depend on it. */
const PUBLIC_ORIGIN = 'https://shop.invalid';

/**
 * The request as the cached side may know it: method, path, query and request id. No cookie, no Authorization, no condition
 * and no host, so that its answer cannot depend on who asks. A redirect is for the visitor, not for us to follow.
 */
export function publicRequest(request: Request, requestId: string): Request {
  const { pathname, search } = new URL(request.url);
  return new Request(`${PUBLIC_ORIGIN}${pathname}${search}`, {
    headers: { 'x-request-id': requestId },
    redirect: 'manual',
  });
}
