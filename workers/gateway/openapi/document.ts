import * as z from 'zod';
import { everybody } from '#platform/access/roles';
import { type ErrorCode, errorTable } from '#platform/errors';
import { errorCodes } from '../docs/error-explanations.ts';
import { areas, type Route } from '../routing/define-route.ts';
import { type JsonSchema, type SchemaBook, schemaBook } from './schema-book.ts';

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
  example?: string;
}

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: true; content: Record<string, { schema: JsonSchema; example?: unknown }> };
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: JsonSchema }>; headers?: unknown }
  >;
  'x-permission': string;
}

export interface OpenApiDocument {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, unknown> };
}

const ProblemView = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(errorCodes),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

const description =
  'Everything the shop does, for programs. Amounts of money are whole paise with their currency; times are RFC 3339 in UTC; lists are paged by cursor; errors are RFC 9457 problems whose `code` is explained at /docs/errors.';

/** Ways to say who asks. */
const securitySchemes = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'What `/v1/auth/sign-in` or OAuth gave: for ten minutes, then `/v1/auth/refresh` gives the next',
  },
  apiKey: { type: 'http', scheme: 'bearer', description: 'A key of a program, `tk_...`, made at `/v1/me/keys`' },
  sessionCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-tincture-access',
    description: 'For pages of the shop itself, signed in with `x-session: cookie`',
  },
  operatorKey: { type: 'http', scheme: 'bearer', description: 'The operator key of the shop' },
};

const whole = (description: string) => ({ description, schema: { type: 'integer' } });
const quotaHeaders = {
  'retry-after': whole('Seconds to wait'),
  'ratelimit-limit': whole('How many are allowed in a window'),
  'ratelimit-remaining': whole('How many are left'),
  'ratelimit-reset': whole('Seconds until there are more'),
  'ratelimit-policy': { description: 'Name, limit and window in seconds', schema: { type: 'string' } },
};

/** The reference of the API, OpenAPI 3.1, made from the routes themselves: what is not in it does not exist. */
export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const book = schemaBook();
  const paths: OpenApiDocument['paths'] = {};
  for (const route of routes) {
    paths[route.spec.path] = { ...paths[route.spec.path], [route.spec.method]: operation(route, book) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tincture', version, description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags: areas.map((name) => ({ name })),
    paths,
    components: {
      schemas: book.components,
      securitySchemes,
    },
  };
}

function operation({ spec }: Route, book: SchemaBook): Operation {
  const isForSome = !everybody.has(spec.permission);
  const content = requestContent(spec, book);
  return {
    operationId: operationId(spec.method, spec.path),
    tags: [spec.area],
    summary: spec.summary,
    ...(spec.description !== undefined && { description: spec.description }),
    ...(isForSome && { security: Object.keys(securitySchemes).map((name) => ({ [name]: [] })) }),
    parameters: [
      ...parameters('path', spec.params, spec.example?.params, book),
      ...parameters('query', spec.query, spec.example?.query, book),
      ...parameters('header', spec.headers, spec.example?.headers, book),
    ],
    ...(content && { requestBody: { required: true as const, content } }),
    responses: responses(spec, isForSome, book),
    'x-permission': spec.permission,
  };
}

function requestContent(spec: Route['spec'], book: SchemaBook) {
  if (spec.body !== undefined) {
    const example = spec.example?.body;
    return { 'application/json': { schema: book.input(spec.body), ...(example !== undefined && { example }) } };
  }
  const types = spec.upload?.contentTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]);
  return types && (Object.fromEntries(types) as Record<string, { schema: JsonSchema }>);
}

/** `GET /v1/products/{handle}` is `getProductsByHandle`. */
function operationId(method: string, path: string): string {
  const words = path
    .split('/')
    .slice(2)
    .map((part) => part.replace(/^\{(\w+)\}$/, 'by-$1'));
  return method + words.join('-').replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function parameters(
  place: Parameter['in'],
  fields: z.ZodObject | undefined,
  examples: Record<string, string> | undefined,
  book: SchemaBook,
): Parameter[] {
  if (fields === undefined) return [];
  const whole = book.input(fields);
  const required = new Set(whole.required ?? []);
  return Object.entries(whole.properties ?? {}).map(([name, { description: about, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    ...(about !== undefined && { description: about }),
    schema,
    ...(examples?.[name] !== undefined && { example: examples[name] }),
  }));
}

function responses(spec: Route['spec'], isForSome: boolean, book: SchemaBook): Operation['responses'] {
  const takesInput = spec.params ?? spec.query ?? spec.headers ?? spec.body ?? spec.upload;
  const codes = new Set<ErrorCode>([
    ...(takesInput === undefined ? [] : (['invalid_input'] as const)),
    ...(isForSome ? (['unauthenticated', 'forbidden'] as const) : []),
    ...(spec.body === undefined && spec.upload === undefined ? [] : (['too_large', 'unsupported_media_type'] as const)),
    ...spec.errors,
    ...(spec.limit === undefined ? [] : (['rate_limited'] as const)),
    'internal',
    'unavailable',
  ]);
  const success = { schema: book.output(spec.response) };
  const answers: Operation['responses'] = {
    [spec.status ?? 200]: {
      description: spec.summary,
      content: { [spec.responseType ?? 'application/json']: success },
      ...(spec.cache !== undefined && { headers: { ETag: { schema: { type: 'string' } } } }),
    },
  };
  if (spec.cache !== undefined) answers[304] = { description: 'What If-None-Match names is still so' };
  const problem = { 'application/problem+json': { schema: book.output(ProblemView) } };
  for (const code of codes) {
    const { status, title } = errorTable[code];
    const known = answers[status]?.description;
    const line = `\`${code}\`: ${title}`;
    const headers = code === 'rate_limited' ? { headers: quotaHeaders } : {};
    answers[status] = { description: known === undefined ? line : `${known}. ${line}`, ...headers, content: problem };
  }
  return answers;
}
