/** The closed list of ways in which a request can fail. Each code has one HTTP status and one retry rule: see `errorTable`. */
export const errorTable = {
  invalid_input: { status: 400, retryable: false, title: 'The request is not valid' },
  unauthenticated: { status: 401, retryable: false, title: 'Sign in first' },
  forbidden: { status: 403, retryable: false, title: 'You may not do this' },
  second_factor_required: { status: 403, retryable: false, title: 'Confirm it with your second factor' },
  not_found: { status: 404, retryable: false, title: 'There is no such thing' },
  method_not_allowed: { status: 405, retryable: false, title: 'This address does not take that method' },
  conflict: { status: 409, retryable: false, title: 'The state has changed in the meantime' },
  out_of_stock: { status: 409, retryable: false, title: 'Not enough stock' },
  licence_lapsed: { status: 409, retryable: false, title: 'A licence is missing or has lapsed' },
  price_changed: { status: 409, retryable: false, title: 'A price has changed' },
  in_progress: { status: 409, retryable: true, title: 'The same request is still running' },
  expired: { status: 410, retryable: false, title: 'Used already, or too old' },
  too_large: { status: 413, retryable: false, title: 'The request body is too large' },
  unsupported_media_type: { status: 415, retryable: false, title: 'Send JSON' },
  idempotency_mismatch: { status: 422, retryable: false, title: 'This Idempotency-Key was used for another request' },
  illegal_transition: { status: 409, retryable: false, title: 'Not possible in the present state' },
  rate_limited: { status: 429, retryable: true, title: 'Too many requests' },
  internal: { status: 500, retryable: false, title: 'Something went wrong on our side' },
  unavailable: { status: 503, retryable: true, title: 'Temporarily unavailable' },
} as const;

export type ErrorCode = keyof typeof errorTable;

/** One wrong field: where it stands (JSON path, dots) and what to do about it. The wrong value itself is never repeated. */
export interface FieldError {
  path: string;
  message: string;
}

export interface AppErrorOptions {
  errors?: readonly FieldError[];
  /** Machine-readable facts about the failure, safe to show (what is left of a batch, for example). */
  extensions?: Readonly<Record<string, unknown>>;
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** The only error that crosses a module's door on purpose. Anything else becomes an opaque `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, detail: string, options: AppErrorOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.errors = options.errors ?? [];
    this.extensions = options.extensions ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return errorTable[this.code].status;
  }

  get retryable(): boolean {
    return errorTable[this.code].retryable;
  }
}

/** An AppError as plain data: what a Durable Object answers, since classes do not survive an RPC call. */
export interface Failure {
  code: ErrorCode;
  detail: string;
  errors?: readonly FieldError[];
  extensions?: Readonly<Record<string, unknown>>;
  retryAfterSeconds?: number;
}

/** A call that can fail in a foreseen way answers this, so that a refusal is a value and not an exception across RPC. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });

export function fail(code: ErrorCode, detail: string, rest: Omit<Failure, 'code' | 'detail'> = {}): Result<never> {
  return { ok: false, failure: { code, detail, ...rest } };
}

export function failureOf(error: AppError): Failure {
  const { code, message, errors, extensions, retryAfterSeconds } = error;
  return { code, detail: message, errors, extensions, retryAfterSeconds };
}

/** Unwraps a Result, turning a failure back into the AppError it was. */
export function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, detail, ...options } = result.failure;
  throw new AppError(code, detail, options);
}
