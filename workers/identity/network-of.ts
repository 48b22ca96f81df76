import { limitKeyOf } from '#platform/http/limit-key';

/**
 * Enough to recognise where a session was: of an IPv4 address three bytes, of an IPv6 address three groups. Empty for what
 * is no address.
 */
export function networkOf(address: string): string {
  const key = limitKeyOf(address);
  if (key === undefined) return '';
  if (key.includes(':')) return `${key.split(':').slice(0, 3).join(':')}::/48`;
  return `${key.split('.').slice(0, 3).join('.')}.0/24`;
}
