import type { components } from '../schema.d.ts';

/** RFC 9457, as every refusal of the API comes; more fields may say more about it (`lines`, `reason`, `permission`). */
export type Problem = components['schemas']['Problem'] & Readonly<Record<string, unknown>>;
export type ProblemCode = Problem['code'];

/** A refusal. `code` is of the closed list that /docs/errors explains; `problem` is the whole of it. */
export class TinctureProblem extends Error {
  override readonly name = 'TinctureProblem';
  readonly status: number;
  readonly code: ProblemCode;
  readonly requestId: string;
  /** Every wrong field, for `invalid_input`. */
  readonly errors: readonly { path: string; message: string }[];
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.requestId = problem.requestId;
    this.errors = problem.errors ?? [];
    this.problem = problem;
  }
}

export type Result<Value> = { ok: true; value: Value } | { ok: false; problem: TinctureProblem };

/** What a method of the client answers, as far as it matters here. */
export type Call<Value> = Promise<{ data?: Value; error?: unknown; response: Response }>;

/** A refusal as a value, to be looked at. Throws only when no answer came (TypeError of `fetch`). */
export async function resultOf<Value>(call: Call<Value>): Promise<Result<Value>> {
  const { data, error, response } = await call;
  if (data !== undefined) return { ok: true, value: data };
  return { ok: false, problem: new TinctureProblem(isProblem(error) ? error : foreign(response)) };
}

/** The answer itself; a refusal is thrown as TinctureProblem. */
export async function unwrap<Value>(call: Call<Value>): Promise<Value> {
  const result = await resultOf(call);
  if (result.ok) return result.value;
  throw result.problem;
}

export function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body && 'status' in body;
}

/** An answer that is not the API's own: the page of a proxy, or nothing at all. */
const foreign = ({ status, headers }: Response): Problem => ({
  type: 'about:blank',
  title: 'Not an answer of the API',
  status,
  code: 'unavailable',
  detail: `HTTP ${status}`,
  requestId: headers.get('x-request-id') ?? '',
});
