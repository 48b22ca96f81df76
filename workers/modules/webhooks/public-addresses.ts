/** Ranges of IPv4 that no partner's server has (RFC 6890 and its successors): first address and prefix length. */
const closedIpv4: readonly (readonly [address: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Inside 2000::/3, the only part of IPv6 that is handed out: tunnels that carry an IPv4 address, and documentation. */
const closedIpv6: readonly (readonly [groups: readonly number[], prefix: number])[] = [
  [[0x2001, 0x0000], 23],
  [[0x2001, 0x0db8], 32],
  [[0x2002], 16],
  [[0x3fff], 20],
];

const ipv4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** Whether an address, as text, can belong to a server on the public internet. What is no address at all cannot. */
export function isPublicAddress(text: string): boolean {
  const number = ipv4Number(text);
  if (number !== undefined) {
    return !closedIpv4.some(([first, prefix]) => sameStart(number, ipv4Number(first) ?? 0, prefix));
  }
  const groups = ipv6Groups(text);
  if (groups === undefined || (groups[0] ?? 0) >>> 13 !== 0b001) return false;
  const start = startOf(groups);
  return !closedIpv6.some(([first, prefix]) => sameStart(start, startOf(first), prefix));
}

const startOf = (groups: readonly number[]): number => ((groups[0] ?? 0) * 0x10000 + (groups[1] ?? 0)) >>> 0;
const sameStart = (a: number, b: number, prefix: number): boolean => a >>> (32 - prefix) === b >>> (32 - prefix);

function ipv4Number(text: string): number | undefined {
  const parts = ipv4.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** The eight groups of an IPv6 address in any spelling; the platform's own URL reader writes it in the one short form. */
function ipv6Groups(text: string): readonly number[] | undefined {
  const address = `http://[${text}]/`;
  if (!text.includes(':') || !URL.canParse(address)) return undefined;
  const [head = '', tail] = new URL(address).hostname.slice(1, -1).split('::');
  const numbers = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const [left, right] = [numbers(head), numbers(tail ?? '')];
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right];
}
