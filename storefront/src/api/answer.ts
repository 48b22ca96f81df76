import type { Problem } from './views.ts';

export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };

/** The API did not answer, or answered that it cannot at the moment. A page turns it into 503 and "try again". */
export class ApiUnavailable extends Error {
  override readonly name = 'ApiUnavailable';
}

type Call<Value> = Promise<{ data?: Value; error?: unknown; response: Response }>;

/** Passes by itself: nothing is wrong with what was asked. */
const isPassing = (status: number) => status >= 500 || status === 429;

/** A refusal becomes a value; only an outage throws (ApiUnavailable). */
export async function answerOf<Value>(call: Call<Value>): Promise<Answer<Value>> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw new ApiUnavailable('The API did not answer', { cause });
  });
  if (data !== undefined) return { ok: true, value: data };
  if (isPassing(response.status)) throw new ApiUnavailable(`The API answered ${response.status}`);
  return { ok: false, problem: error as Problem };
}
