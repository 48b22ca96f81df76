/** Stands for our own origin: a path that resolves to any other host leads away. */
const OWN = 'https://own.invalid';
/** As long as the question of an app may be, which names its address, its scopes and a state. */
const MAX_LENGTH = 2000;

/** Coming back to these would only ask for what was just done, or answer with data instead of a page. */
const notBackTo = /^(?:\/hi)?\/(?:sign-in|sign-up|sign-out|verify|reset|forgot|step-up|v1|dev)(?:[/?#]|$)/;

/**
 * The path to go to afterwards, as it stood in an address: only ever one of our own, else `fallback`. Read the way browsers
 * read it, so `//host`, `/\host`, `/.//host` and hidden tabs are no paths.
 */
export function nextPath(asked: string | null | undefined, fallback: string): string {
  if (!asked || asked.length > MAX_LENGTH || !asked.startsWith('/')) return fallback;
  const url = URL.parse(asked, OWN);
  if (url?.origin !== OWN) return fallback;
  const path = url.pathname + url.search + url.hash;
  return path.startsWith('//') || notBackTo.test(path) ? fallback : path;
}
