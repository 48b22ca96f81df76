import { env } from 'cloudflare:workers';
import createClient from 'openapi-fetch';
import type { paths } from './schema.d.ts';
import type { Problem } from './views.ts';

/** The public API over the service binding. The host is a placeholder: a binding routes by name. */
export const api = createClient<paths>({
  baseUrl: env.SITE_ORIGIN,
  fetch: (request: Request) => env.API.fetch(request),
});

export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };

/** The API did not answer, or answered that it cannot at the moment. A page turns it into 503 and "try again". */
export class ApiUnavailable extends Error {
  override readonly name = 'ApiUnavailable';
}

type Call<Value> = Promise<{ data?: Value; error?: unknown; response: Response }>;

/** A refusal becomes a value; only an outage throws (ApiUnavailable). */
export async function answerOf<Value>(call: Call<Value>): Promise<Answer<Value>> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw new ApiUnavailable('The API did not answer', { cause });
  });
  if (data !== undefined) return { ok: true, value: data };
  if (response.status >= 500) throw new ApiUnavailable(`The API answered ${response.status}`);
  return { ok: false, problem: error as Problem };
}
