/** What one subscriber of IPv6 is given, and may write his address in a quintillion ways from. */
const PREFIX_GROUPS = 4;
const GROUPS = 8;

/**
 * Whose requests count together: an IPv4 address, or the /64 of an IPv6 address. An IPv4 address in IPv6 clothes is the IPv4
 * address; a zone counts for nothing. Undefined for what is no address.
 *
 * @example limitKeyOf('2001:db8::1') // '2001:db8:0:0::/64'
 */
export function limitKeyOf(address: string): string | undefined {
  const text = address.trim().toLowerCase();
  if (!text.includes(':')) return ipv4Of(text)?.join('.');
  const groups = ipv6Of(text.split('%', 1)[0] ?? '');
  if (groups === undefined) return undefined;
  const embedded = embeddedIpv4(groups);
  if (embedded !== undefined) return embedded;
  return `${groups
    .slice(0, PREFIX_GROUPS)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** Leading zeros are refused: some read them as octal, so that one spelling would be two addresses. */
function ipv4Of(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function ipv6Of(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0] ?? '');
  const tail = groupsOf(halves[1] ?? '');
  if (head === undefined || tail === undefined) return undefined;
  const missing = GROUPS - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const last = ipv4Of(parts.at(-1) ?? '');
  const named = last === undefined ? parts : parts.slice(0, -1);
  if (!named.every((part) => /^[0-9a-f]{1,4}$/.test(part))) return undefined;
  const groups = named.map((part) => Number.parseInt(part, 16));
  if (last === undefined) return groups;
  const [a = 0, b = 0, c = 0, d = 0] = last;
  return [...groups, a * 256 + b, c * 256 + d];
}

/** `::ffff:0:0/96` (RFC 4291) and `64:ff9b::/96` (RFC 6052) stand for IPv4 addresses. */
function embeddedIpv4(groups: readonly number[]): string | undefined {
  const prefix = groups.slice(0, 6).join(':');
  if (prefix !== '0:0:0:0:0:65535' && prefix !== '100:65435:0:0:0:0') return undefined;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}
