import { env } from 'cloudflare:workers';

/** RFC 9457, as every refusal of the API comes. `code` is from the closed list in the API's documentation. */
export type Problem = {
  status: number;
  code: string;
  detail: string;
  errors?: { path: string; message: string }[];
  /** With `out_of_stock`: what each short line asked for and what is left of it. */
  lines?: { lineId?: string; variantId?: string; requested?: number; available?: number }[];
};

export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };

/** The API did not answer, or answered that it cannot at the moment. A page turns it into 503 and "try again". */
export class ApiUnavailable extends Error {
  override readonly name = 'ApiUnavailable';
}

export type RequestOptions = {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
};

/** Calls the API over the service binding. A refusal is a value; only an outage throws (ApiUnavailable). */
export async function requestApi<Value>(path: string, options: RequestOptions = {}): Promise<Answer<Value>> {
  const { method = 'GET', body, headers = {} } = options;
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const init: RequestInit = { method, headers: { accept: 'application/json', ...json, ...headers } };
  if (body !== undefined) init.body = JSON.stringify(body);
  const response = await send(path, init);
  if (response.ok) return { ok: true, value: (await response.json()) as Value };
  const problem = await readProblem(response);
  if (problem.status >= 500) throw new ApiUnavailable(`${method} ${path} answered ${problem.status}`);
  return { ok: false, problem };
}

/** The host is a placeholder: a service binding routes by name and never leaves the platform. */
async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await env.API.fetch(`${env.SITE_ORIGIN}${path}`, init);
  } catch (cause) {
    throw new ApiUnavailable(`${path} did not answer`, { cause });
  }
}

async function readProblem(response: Response): Promise<Problem> {
  const fallback = { status: response.status, code: 'unknown', detail: '' };
  const answer: unknown = await response.json().catch(() => ({}));
  return { ...fallback, ...(answer as Partial<Problem>) };
}
