import { GraphQLError } from 'graphql';
import { type ErrorCode, errorTable } from '#platform/errors';
import { classifyFailure } from '#platform/http/classify-failure';
import { describeError, log } from '#platform/log';

/** Longer than any message that a document needs to be mended. */
const MAX_MESSAGE_LENGTH = 300;

/** An error as callers may see it. What the platform did not foresee keeps its cause for the log and shows nothing of it. */
export function maskError(error: unknown): GraphQLError {
  const cause = originOf(error);
  if (error instanceof GraphQLError && cause === undefined) return documentError(error);
  const failure = classifyFailure(cause ?? error);
  const { code, status, message, errors, extensions, retryable, retryAfterSeconds } = failure;
  return new GraphQLError(message, {
    ...(error instanceof GraphQLError && placeOf(error)),
    originalError: failure,
    extensions: {
      ...extensions,
      code,
      status,
      ...(retryable && { retryable }),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      ...(errors.length > 0 && { errors }),
    },
  });
}

const placeOf = ({ nodes, source, positions, path }: GraphQLError) => ({
  nodes: nodes ?? null,
  source: source ?? null,
  positions: positions ?? null,
  path: path ?? null,
});

/** What was thrown inside, below all the errors that only say where. */
function originOf(error: unknown): Error | undefined {
  let inner: unknown = error;
  while (inner instanceof GraphQLError) inner = inner.originalError;
  return inner instanceof Error ? inner : undefined;
}

/** A document or a variable that is not valid: it says what is wrong and repeats no value. */
function documentError(error: GraphQLError): GraphQLError {
  const { http, code: given } = error.extensions as {
    http?: { status?: number; headers?: Record<string, string> };
    code?: unknown;
  };
  const status = http?.status ?? 400;
  const code: ErrorCode = codeOf(status);
  return new GraphQLError(withoutValues(error.message), {
    ...placeOf(error),
    extensions: {
      code,
      status,
      ...(given === 'PERSISTED_QUERY_NOT_IN_LIST' && { reason: 'persisted_query_not_found' }),
      // A field that ran has an answer of its own; everything else is refused as a whole.
      ...(error.path === undefined && { http: { headers: http?.headers ?? {}, status } }),
    },
  });
}

function codeOf(status: number): ErrorCode {
  const found = Object.entries(errorTable).find(([, rule]) => rule.status === status)?.[0];
  return (found ?? 'invalid_input') as ErrorCode;
}

function withoutValues(message: string): string {
  const told = message
    .replace(
      /^(Variable "\$[_A-Za-z0-9]{1,64}") got invalid value [\s\S]*?((?: at "[^"]{1,200}")?);/,
      '$1 got an invalid value$2;',
    )
    .replace(/(?:, found| found:?| cannot represent[^:]*:) [\s\S]*$/, (text) =>
      text.includes(' cannot represent') ? ' cannot be that value' : '',
    )
    .replace(/^Invalid global ID:[\s\S]*$/, 'Invalid global ID')
    .replace(/Unexpected (character|Name|String|Int|Float|BlockString):? [\s\S]*$/, 'Unexpected $1')
    .replaceAll(/[_A-Za-z0-9]{65,}/g, '(a long name)');
  return told.length <= MAX_MESSAGE_LENGTH ? told : `${told.slice(0, MAX_MESSAGE_LENGTH)}…`;
}

/** Gives errors the request's id, and logs what nobody foresaw. */
export function reportErrors(errors: readonly GraphQLError[], requestId: string): GraphQLError[] {
  return errors.map((error) => {
    const masked =
      error.extensions.code === undefined || error.extensions.status === undefined ? maskError(error) : error;
    if (Number(masked.extensions.status) >= 500) {
      const cause = masked.originalError?.cause;
      log('error', String(masked.extensions.code), {
        requestId,
        path: masked.path?.join('.'),
        ...describeError(cause),
      });
    }
    masked.extensions.requestId = requestId;
    return masked;
  });
}
