/** Longer than any address that somebody types; some carry a token in their query. */
export const MAX_URL_LENGTH = 1_000;
const PORTS: ReadonlySet<string> = new Set(['', '443', '8443']);

/** Names that lead nowhere, or into somebody's own network (RFC 6761, 6762, 8375, ICANN's list of collisions). */
const closedNames: ReadonlySet<string> = new Set([
  'localhost',
  'local',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'arpa',
  'onion',
  'test',
  'invalid',
]);

export type Target =
  | {
      ok: true;
      /** As it is kept and called: the host in its one spelling, no fragment. */
      url: string;
      hostname: string;
      /** This very machine: nothing to look up. */
      isLocal: boolean;
    }
  | { ok: false; reason: string };

const refuse = (reason: string): Target => ({ ok: false, reason });

/**
 * Whether a webhook may be sent to an address at all, before anybody looks its name up. A host is read by the same rules as
 * the request itself reads it, so that no spelling of an address (decimal, octal, hex, full-width, punycode) slips through.
 */
export function judgeTarget(text: string, { localTargets }: { localTargets: boolean }): Target {
  if (text.length > MAX_URL_LENGTH) return refuse(`Longer than ${MAX_URL_LENGTH} characters`);
  if (!URL.canParse(text)) return refuse('Not an address');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('Must start with https://');
  if (url.username !== '' || url.password !== '') return refuse('Must not contain a user name or password');
  url.hash = '';
  const hostname = url.hostname.replace(/\.$/, '');
  const target = { ok: true as const, url: url.href, hostname };
  if (localTargets && isLoopback(hostname)) return { ...target, isLocal: true };
  if (url.protocol !== 'https:') return refuse('Must start with https://');
  if (!PORTS.has(url.port)) return refuse('Must use port 443 or 8443');
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return refuse('Must name a host, not an IP address');
  const labels = hostname.split('.');
  if (labels.length < 2 || labels.includes('')) return refuse('Must be the full name of a public host');
  if (closedNames.has(labels.at(-1) ?? '')) return refuse('Must be the name of a public host');
  return { ...target, isLocal: false };
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
