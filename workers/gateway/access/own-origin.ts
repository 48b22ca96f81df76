const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that a browser gave its cookies to comes from our own pages, so that no other site can act for whoever
 * is signed in. Reading needs no proof: an answer cannot be read across origins. `ownOrigin` is told, never taken from Host.
 */
export function isFromOwnPages({ method, headers }: Pick<Request, 'method' | 'headers'>, ownOrigin: string): boolean {
  if (safeMethods.has(method)) return true;
  const origin = headers.get('origin');
  if (origin !== null) return isOwn(origin, ownOrigin);
  const site = headers.get('sec-fetch-site');
  return site === 'same-origin' || site === 'none';
}

/** On one machine `localhost` and `127.0.0.1` are the same shop. */
function isOwn(origin: string, ownOrigin: string): boolean {
  if (origin === ownOrigin) return true;
  if (!URL.canParse(origin)) return false;
  const given = new URL(origin);
  const own = new URL(ownOrigin);
  const areHere = LOOPBACK.has(given.hostname) && LOOPBACK.has(own.hostname);
  return areHere && given.origin === origin && given.protocol === own.protocol && given.port === own.port;
}
