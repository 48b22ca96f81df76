import { AppError } from '#platform/errors';
import { parseJson } from '#platform/http/json-body';
import { decodeText, MAX_JSON_BYTES, readBody } from '#platform/http/read-body';
import { MAX_QUERY_BYTES } from './limits.ts';

const contentTypes: ReadonlySet<string> = new Set(['application/json', 'application/graphql+json']);

/**
 * Checks a request before GraphQL reads it: JSON and nothing else, so that no page of another site can send it without
 * asking first; one operation at a time; a document of a sane size. Answers the request as Yoga reads it.
 */
export async function readGraphqlRequest(request: Request): Promise<Request> {
  if (request.method === 'GET') {
    const document = new URL(request.url).searchParams.get('query') ?? '';
    if (document.length > MAX_QUERY_BYTES) throw tooLong();
    return request;
  }
  if (request.method !== 'POST') throw new AppError('method_not_allowed', 'Allowed here: GET, POST.');
  const contentType = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!contentTypes.has(contentType)) {
    throw new AppError('unsupported_media_type', 'Send the body as application/json.');
  }
  const text = decodeText(await readBody(request, MAX_JSON_BYTES));
  const body = parseJson(text);
  if (Array.isArray(body)) throw new AppError('invalid_input', 'Send one operation at a time: batches are not taken.');
  if (typeof body !== 'object' || body === null) throw new AppError('invalid_input', 'Send an object with a query.');
  const { query } = body as { query?: unknown };
  if (typeof query === 'string' && new TextEncoder().encode(query).byteLength > MAX_QUERY_BYTES) throw tooLong();
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  return new Request(request.url, { method: 'POST', headers, body: text, signal: request.signal });
}

const tooLong = () => new AppError('too_large', `A document may have at most ${MAX_QUERY_BYTES} bytes.`);
