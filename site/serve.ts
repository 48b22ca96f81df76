const prefix = '/admin';

/** Only its own files, no inline script or style, and nobody may frame it: it acts with the account of whoever is signed in. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/**
 * The file behind an address below /admin: a path with a dot names a file of the build, anything else is a place in the
 * console and gets its page. Undefined outside of /admin.
 */
export function consoleRequest(request: Request): Request | undefined {
  const url = new URL(request.url);
  if (url.pathname !== prefix && !url.pathname.startsWith(`${prefix}/`)) return undefined;
  const path = url.pathname.slice(prefix.length);
  const isFile = path.slice(path.lastIndexOf('/')).includes('.');
  return new Request(new URL(isFile ? path : '/', url), { method: request.method, headers: request.headers });
}

/** Files of the build carry their hash in their name and stay for good; the page is asked for again each time. */
export function dressConsole(asset: Request, answer: Response): Response {
  const headers = new Headers(answer.headers);
  const isHashed = new URL(asset.url).pathname.startsWith('/assets/');
  const isGone = answer.status >= 400;
  headers.set('cache-control', isHashed && !isGone ? 'public, max-age=31536000, immutable' : 'no-cache');
  headers.set('content-security-policy', policy);
  headers.set('referrer-policy', 'no-referrer');
  headers.set('x-content-type-options', 'nosniff');
  return new Response(answer.body, { status: answer.status, headers });
}
