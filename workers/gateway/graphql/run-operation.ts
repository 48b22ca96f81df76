import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError, type ErrorCode, type FieldError } from '#platform/errors';
import { fieldErrors, parseInput } from '#platform/parse-input';
import { keepLimit } from '../access/quotas.ts';
import type { Route } from '../routing/define-route.ts';
import type { GraphqlContext } from './graphql-context.ts';

/** The parts of a request that arguments stand for. */
export interface OperationInput {
  params?: unknown;
  query?: unknown;
  headers?: Readonly<Record<string, unknown>>;
  body?: unknown;
}

/** Runs a route's own handler, as the router does: permission, input, verb. Throws AppError for every refusal. */
export async function runOperation(route: Route, ctx: GraphqlContext, input: OperationInput): Promise<unknown> {
  const { spec } = route;
  const verbs: Context = ctx.verbs;
  requirePermission(verbs, spec.permission);
  await keepLimit(spec.limit, verbs);
  const answer = await route.handle({
    ctx: verbs,
    version: ctx.version,
    cookies: ctx.cookies,
    params: spec.params && parseInput(spec.params, input.params),
    query: parseInput(spec.query ?? noParameters, input.query ?? {}),
    headers: spec.headers && parseInput(spec.headers, headersOf(spec.headers, ctx, input.headers ?? {})),
    body: spec.body && parseInput(spec.body, input.body ?? {}),
    upload: undefined,
  });
  const data = answer instanceof Response ? await readAnswer(answer, ctx) : answer;
  if (ctx.checkResponses) checkAnswer(spec.response, data);
  return data;
}

const noParameters = z.strictObject({});

/** Told by the HTTP request itself: nobody can claim them in an argument. */
export const ambientHeaders: ReadonlySet<string> = new Set([
  'cookie',
  'x-session',
  'user-agent',
  'origin',
  'sec-fetch-site',
  'authorization',
]);

function headersOf(schema: z.ZodObject, ctx: GraphqlContext, given: Readonly<Record<string, unknown>>) {
  const named = Object.keys(schema.shape).map((name) => {
    const value = ambientHeaders.has(name) ? ctx.requestHeaders.get(name) : given[name];
    return [name, value ?? undefined] as const;
  });
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

/** A handler that answers by itself: its cookies go along, its refusal is an error like any other. */
async function readAnswer(answer: Response, ctx: GraphqlContext): Promise<unknown> {
  ctx.setCookies.push(...answer.headers.getSetCookie());
  const text = await answer.text();
  const data: unknown = text === '' ? null : JSON.parse(text);
  if (answer.ok) return data;
  const { code, detail, errors, ...rest } = data as {
    code: ErrorCode;
    detail: string;
    errors?: readonly FieldError[];
  };
  const known = new Set(['type', 'title', 'status', 'requestId']);
  const extensions = Object.fromEntries(Object.entries(rest).filter(([name]) => !known.has(name)));
  throw new AppError(code, detail, { ...(errors && { errors }), extensions });
}

function checkAnswer(schema: z.ZodType, answer: unknown): void {
  const checked = schema.safeParse(answer);
  if (checked.success) return;
  throw new Error(`The answer differs from its schema: ${JSON.stringify(fieldErrors(checked.error))}`);
}
