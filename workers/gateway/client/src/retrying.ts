export type Send = (request: Request) => Promise<Response>;
export type Wait = (ms: number) => Promise<void>;

/** Of its own type everywhere: the platforms describe what `clone` gives in different words. */
export const copyOf = (request: Request): Request => request.clone() as Request;

export interface RetryOptions {
  /** Tries after the first. */
  maxRetries: number;
  wait: Wait;
}

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const PASSING: ReadonlySet<number> = new Set([429, 503]);
/** Without Retry-After: doubled at every further try. */
const FIRST_WAIT_MS = 500;
/** Whoever has to wait longer is told so instead. */
const LONGEST_WAIT_MS = 30_000;

/** Whether the same request may be sent twice: it changes nothing, or its key makes it one. */
const bearsRepeating = ({ method, headers }: Request): boolean => SAFE.has(method) || headers.has('idempotency-key');

/** Sends what was refused for the moment (429, 503) again, when the API says that it can; only what bears repeating. */
export function retrying(send: Send, { maxRetries, wait }: RetryOptions): Send {
  return async (request) => {
    if (maxRetries === 0 || !bearsRepeating(request)) return send(request);
    for (let tries = 0; ; tries++) {
      const answer = await send(copyOf(request));
      const waitMs = waitOf(answer, tries);
      if (!PASSING.has(answer.status) || tries >= maxRetries || waitMs > LONGEST_WAIT_MS) return answer;
      await answer.body?.cancel();
      await wait(waitMs);
    }
  };
}

/** Seconds, or a date (RFC 9110). */
function waitOf(answer: Response, tries: number): number {
  const said = answer.headers.get('retry-after');
  if (said === null) return FIRST_WAIT_MS * 2 ** tries;
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(seconds, 0) * 1000 : FIRST_WAIT_MS * 2 ** tries;
}
