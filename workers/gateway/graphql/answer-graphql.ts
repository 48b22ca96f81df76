import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import { createYoga, isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { AnswerInner } from '../inner/inner-door.ts';
import type { Route } from '../routing/define-route.ts';
import { sessionCookies } from '../session-cookies.ts';
import type { GraphqlContext } from './graphql-context.ts';
import { maskError, reportErrors } from './graphql-errors.ts';
import { refusalOf } from './hold-limits.ts';
import { MAX_ALIASES, MAX_DEPTH, MAX_DIRECTIVES, MAX_TOKENS } from './limits.ts';
import { openLoaders } from './loaders.ts';
import { persistedOperation } from './persisted-operations.ts';
import { readGraphqlRequest } from './read-graphql-request.ts';
import { buildSchema, fieldsOfRoutes } from './schema.ts';

export interface GraphqlOptions {
  routes: readonly Route[];
  /** On in tests: an answer that differs from its schema is an error. */
  checkResponses: boolean;
  /** Called whenever resolvers are about to run. */
  onExecute?: () => void;
}

/** Makes the graph once, and answers requests with it. */
export function createGraphql({ routes, checkResponses, onExecute }: GraphqlOptions): AnswerInner {
  const schema = buildSchema(routes);
  const yoga = createYoga<GraphqlContext>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: false,
    multipart: false,
    batching: false,
    cors: false,
    logging: false,
    maskedErrors: { maskError },
    fetchAPI: platformApi,
    plugins: [
      usePersisted(),
      EnvelopArmorPlugin({
        maxDepth: { n: MAX_DEPTH, flattenFragments: true },
        maxAliases: { n: MAX_ALIASES },
        maxDirectives: { n: MAX_DIRECTIVES },
        maxTokens: { n: MAX_TOKENS },
        // Everybody may read the schema, so there is nothing to hide in a suggestion.
        blockFieldSuggestion: { enabled: false },
        // Lists are not counted there: see hold-limits.ts.
        costLimit: { enabled: false },
      }) as Plugin<object>,
      holdLimits(schema, guessingFields(routes), onExecute),
      {
        onExecutionResult: (done) =>
          dressResult(
            done.result,
            (result) => done.setResult(result as never),
            done.context as unknown as GraphqlContext,
          ),
      },
    ],
  });
  return async ({ request, verbs, version, isSecure }) => {
    const context: GraphqlContext = {
      verbs,
      version,
      checkResponses,
      requestHeaders: request.headers,
      cookies: sessionCookies(request, isSecure),
      setCookies: [],
      loaders: openLoaders(verbs),
      languages: new WeakMap(),
    };
    const answer = await answerSafely(request, verbs.requestId, async () =>
      yoga.fetch(await readGraphqlRequest(request), context),
    );
    const headers = new Headers(answer.headers);
    headers.set('cache-control', 'private, no-store');
    headers.set('server-timing', `db;desc="${verbs.db.roundTrips}"`);
    for (const cookie of [...context.cookies.lines, ...context.setCookies]) headers.append('set-cookie', cookie);
    return new Response(answer.body, { status: answer.status, headers });
  };
}

/** What Yoga would bring along for runtimes without it. */
const platformApi = {
  Response,
  Request,
  fetch,
  ReadableStream,
  Headers,
  URL,
  URLSearchParams,
  TextEncoder,
  TextDecoder,
  AbortController,
  FormData,
  crypto,
};

function usePersisted(): Plugin<object> {
  const plugin = usePersistedOperations({
    allowArbitraryOperations: true,
    getPersistedOperation: async (hash) => (await persistedOperation(hash)) ?? null,
    customErrors: {
      notFound: {
        message: 'This hash is not known here',
        extensions: { http: { status: 404 }, code: 'PERSISTED_QUERY_NOT_IN_LIST' },
      },
      keyNotFound: { message: 'Must provide query string.', extensions: { http: { status: 400 } } },
    },
  });
  return plugin as Plugin<object>;
}

/** Fields whose routes take a password or a code. */
function guessingFields(routes: readonly Route[]): ReadonlySet<string> {
  const fields = [...fieldsOfRoutes(routes)].filter(([, { spec }]) => spec.path.startsWith('/v1/auth/'));
  return new Set(fields.map(([name]) => name));
}

function holdLimits(schema: GraphQLSchema, guessing: ReadonlySet<string>, onExecute?: () => void): Plugin<object> {
  const check = ({ args, setResultAndStopExecution }: Parameters<NonNullable<Plugin['onExecute']>>[0]) => {
    const refusal = refusalOf({ ...args, schema, guessing });
    if (refusal === undefined) onExecute?.();
    else setResultAndStopExecution({ errors: [refusal] });
  };
  return { onExecute: check, onSubscribe: check as never };
}

interface Result {
  data?: unknown;
  errors?: readonly GraphQLError[];
}
type SetResult = (result: unknown) => void;

/** Masks and completes the errors of one answer, or of each that a subscription gives. */
function dressResult(result: unknown, setResult: SetResult, { verbs }: GraphqlContext): void {
  const dress = (one: Result): Result =>
    one.errors === undefined ? one : { ...one, errors: reportErrors(one.errors, verbs.requestId) };
  if (isAsyncIterable(result)) setResult(dressEach(result as AsyncIterable<Result>, dress, verbs.requestId));
  else setResult(dress(result as Result));
}

/** Not a generator: whoever goes away while it waits must be heard at once. */
function dressEach(results: AsyncIterable<Result>, dress: (one: Result) => Result, requestId: string) {
  const source = results[Symbol.asyncIterator]();
  let isOver = false;
  const over = { done: true, value: undefined } as const;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next(): Promise<IteratorResult<Result, undefined>> {
      if (isOver) return over;
      try {
        const { done, value } = await source.next();
        return done === true ? over : { done: false, value: dress(value) };
      } catch (error) {
        // The record may not be seen any more: the stream says so and ends.
        isOver = true;
        return { done: false, value: { errors: reportErrors([maskError(error)], requestId) } };
      }
    },
    async return(): Promise<IteratorResult<Result, undefined>> {
      isOver = true;
      await source.return?.();
      return over;
    },
  };
}

/** What is refused before GraphQL has read anything is still an answer of GraphQL. */
async function answerSafely(request: Request, requestId: string, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const [refusal] = reportErrors([maskError(error)], requestId);
    const status = Number(refusal?.extensions.status ?? 500);
    const accepts = request.headers.get('accept') ?? '';
    const contentType = accepts.includes('application/graphql-response+json')
      ? 'application/graphql-response+json'
      : 'application/json';
    return new Response(JSON.stringify({ errors: [refusal] }), {
      status,
      headers: {
        'content-type': `${contentType}; charset=utf-8`,
        ...(status === 405 && { allow: 'GET, POST' }),
      },
    });
  }
}
