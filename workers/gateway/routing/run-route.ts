import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { parseJson } from '#platform/http/json-body';
import { decodeText, MAX_JSON_BYTES, readBody } from '#platform/http/read-body';
import { fieldErrors, invalidInput, parseInput } from '#platform/parse-input';
import { keepLimit, type QuotaHeaders } from '../access/quotas.ts';
import type { SessionCookies } from '../session-cookies.ts';
import type { Route, UncheckedInput } from './define-route.ts';

export interface RunOptions {
  /** Throws when an answer differs from its schema: on in tests, off where people wait. */
  checkResponses: boolean;
  version: string;
  cookies: SessionCookies;
}

/** Runs one request through a route: permission, input, verb, answer. Throws AppError for every refusal. */
export async function runRoute(
  route: Route,
  ctx: Context,
  request: Request,
  params: Record<string, string>,
  options: RunOptions,
): Promise<Response> {
  const { spec } = route;
  requirePermission(ctx, spec.permission);
  const quota = await keepLimit(spec.limit, ctx);
  const input = await readInput(route, ctx, request, params, options);
  const answer = await route.handle(input);
  if (answer instanceof Response) return withHeaders(answer, quota);
  if (options.checkResponses) checkAnswer(spec.response, answer);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (spec.cache !== undefined) {
    headers['cache-control'] = `public, max-age=0, s-maxage=${spec.cache.sharedSeconds}, stale-while-revalidate=0`;
    headers['cache-tag'] = spec.cache.tags(answer).join(',');
  } else headers['cache-control'] = 'private, no-store';
  const response = new Response(JSON.stringify(answer), { status: spec.status ?? 200, headers });
  for (const line of options.cookies.lines) response.headers.append('set-cookie', line);
  return withHeaders(response, quota);
}

function withHeaders(response: Response, headers: QuotaHeaders): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

async function readInput(
  { spec }: Route,
  ctx: Permitted,
  request: Request,
  params: Record<string, string>,
  { version, cookies }: RunOptions,
): Promise<UncheckedInput> {
  const input: UncheckedInput = {
    ctx,
    version,
    cookies,
    params: spec.params && parseInput(spec.params, params),
    query: parseInput(spec.query ?? noParameters, queryOf(request.url, spec.query)),
    headers: spec.headers && parseInput(spec.headers, headersOf(spec.headers, request.headers)),
    body: undefined,
    upload: undefined,
  };
  if (spec.body !== undefined) return { ...input, body: parseInput(spec.body, await jsonOf(request)) };
  if (spec.upload === undefined) return input;
  const contentType = mediaType(request);
  if (!spec.upload.contentTypes.includes(contentType)) {
    throw new AppError('unsupported_media_type', `Send one of: ${spec.upload.contentTypes.join(', ')}.`);
  }
  return { ...input, upload: { bytes: await readBody(request, spec.upload.maxBytes), contentType } };
}

const noParameters = z.strictObject({});
/** More than any route has parameters. */
const MAX_NAMED_REPEATS = 20;

/** A repeated parameter is named only when it is one of ours: an unknown name is input like any other. */
function queryOf(url: string, schema: z.ZodObject = noParameters): Record<string, string> {
  const query = new URL(url).searchParams;
  const names = new Set<string>();
  const repeated = new Set<string>();
  // One pass: an address has room for thousands of names.
  for (const name of query.keys()) (names.has(name) ? repeated : names).add(name);
  if (repeated.size > 0) {
    throw invalidInput(
      [...repeated]
        .slice(0, MAX_NAMED_REPEATS)
        .map((name) => ({ path: Object.hasOwn(schema.shape, name) ? name : '', message: 'Given twice' })),
    );
  }
  return Object.fromEntries(query);
}

function headersOf(schema: z.ZodObject, headers: Headers): Record<string, string> {
  const named = Object.keys(schema.shape).map((name) => [name, headers.get(name)] as const);
  return Object.fromEntries(named.filter((entry): entry is [string, string] => entry[1] !== null));
}

const mediaType = (request: Request): string =>
  (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** No body at all counts as an empty object, so that a request without wishes needs none. */
async function jsonOf(request: Request): Promise<unknown> {
  const bytes = await readBody(request, MAX_JSON_BYTES);
  if (bytes.byteLength === 0) return {};
  if (mediaType(request) !== 'application/json') {
    throw new AppError('unsupported_media_type', 'Send the body as application/json.');
  }
  return parseJson(decodeText(bytes));
}

function checkAnswer(schema: z.ZodType, answer: unknown): void {
  const checked = schema.safeParse(answer);
  if (checked.success) return;
  throw new Error(`The answer differs from its schema: ${JSON.stringify(fieldErrors(checked.error))}`);
}
