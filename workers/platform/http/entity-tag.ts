import { sharedLife } from './cache-policy.ts';

/** A strong ETag of a body: half of its SHA-256, which no two bodies share by chance. */
async function entityTag(body: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body), 0, 16);
  return `"${btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')}"`;
}

/** Whether If-None-Match names the tag; the weak comparison of RFC 9110, since a proxy may have compressed the body. */
export function matchesEntityTag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = etag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === opaque);
}

/** The headers of a 200 that a 304 repeats (RFC 9110, section 15.4.5), and those that every answer of ours carries. */
export function notModifiedHeaders(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['content-type', 'content-length', 'content-encoding', 'content-language']) kept.delete(name);
  return kept;
}

/** Gives a shareable answer an ETag, unless it has one. */
export async function withEntityTag(answer: Response): Promise<Response> {
  if (answer.status !== 200 || answer.headers.has('etag') || sharedLife(answer.headers) === undefined) return answer;
  const body = await answer.arrayBuffer();
  const headers = new Headers(answer.headers);
  headers.set('etag', await entityTag(body));
  return new Response(body, { status: 200, headers });
}
