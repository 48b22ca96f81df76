/** The groups of an IPv6 address, zeros written out; undefined for something else. */
function groupsOf(address: string): string[] | undefined {
  const halves = address.toLowerCase().split('::');
  if (!address.includes(':') || halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = halves.length === 2 ? 8 - head.length - tail.length : 0;
  if (missing < 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  return groups.map((group) => group.replace(/^0+(?=.)/, ''));
}

/** What one subscriber has: an IPv4 address, or the /64 of an IPv6 address. Whoever asks from all of it is still one. */
export function subscriberOf(address: string): string {
  const groups = groupsOf(address);
  return groups === undefined ? address : `${groups.slice(0, 4).join(':')}::/64`;
}

/** Enough to recognise where a session was: three bytes of an IPv4 address, six of an IPv6 address. */
export function networkOf(address: string): string {
  const groups = groupsOf(address);
  if (groups !== undefined) return `${groups.slice(0, 3).join(':')}::/48`;
  const bytes = address.split('.');
  return bytes.length === 4 ? `${bytes.slice(0, 3).join('.')}.0/24` : '';
}
