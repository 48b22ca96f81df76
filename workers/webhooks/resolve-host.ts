import * as z from 'zod';

const A = 1;
const AAAA = 28;
const NXDOMAIN = 3;

/** RFC 8427 in spirit, as Cloudflare and Google answer `application/dns-json`. */
const DnsAnswer = z.object({
  Status: z.int(),
  Answer: z.array(z.object({ type: z.int(), data: z.string() })).optional(),
});

/** All addresses of a host, by DNS over HTTPS. None for a name that does not exist; throws when nobody answers. */
export async function resolveHost(dnsUrl: string, hostname: string, signal: AbortSignal): Promise<string[]> {
  const [v4, v6] = await Promise.all([ask(dnsUrl, hostname, A, signal), ask(dnsUrl, hostname, AAAA, signal)]);
  return [...v4, ...v6];
}

async function ask(dnsUrl: string, hostname: string, type: number, signal: AbortSignal): Promise<string[]> {
  const url = new URL(dnsUrl);
  url.searchParams.set('name', hostname);
  url.searchParams.set('type', String(type));
  const answer = await fetch(url, { headers: { accept: 'application/dns-json' }, signal });
  if (!answer.ok) throw new Error(`DNS answered HTTP ${answer.status}`);
  const { Status, Answer = [] } = DnsAnswer.parse(await answer.json());
  if (Status !== 0 && Status !== NXDOMAIN) throw new Error(`DNS answered status ${Status}`);
  return Answer.filter((record) => record.type === type).map(({ data }) => data);
}
