import { type Answer, ApiUnavailable } from '../../api/answer.ts';
import type { Problem } from '../../api/views.ts';
import { CookieJar, sessionCookies } from './cookie-jar.ts';

/** Nobody is signed in where somebody has to be. The middleware sends the visitor to sign in and back. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut';
}

/** Another tab renewed the session in the same moment: the browser holds the new cookies already and asks again. */
export class RenewedElsewhere extends Error {
  override readonly name = 'RenewedElsewhere';
}

/** The second factor has to be shown again first. */
export class StepUpNeeded extends Error {
  override readonly name = 'StepUpNeeded';
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** It opens a session of its own: a refusal says nothing about the one that may be held, and renews none. */
  signsIn?: true;
}

/** What the session needs of the world. */
export interface SessionSurroundings {
  request: Request;
  url: URL;
  send: (request: Request) => Promise<Response>;
}

/** Of the visitor's request these go on: who asks, from where, with what. */
const forwarded = ['cf-connecting-ip', 'user-agent', 'x-request-id', 'accept-language'] as const;

/**
 * One visitor's session, for the length of one request: every call to the API that depends on who asks goes through here.
 * It forwards the cookies, renews the session at most once, and collects the cookies to set.
 */
export class Session {
  readonly jar: CookieJar;
  readonly #world: SessionSurroundings;
  readonly #names: { access: string; refresh: string };
  #renewal: Promise<boolean> | undefined;

  constructor(world: SessionSurroundings) {
    this.#world = world;
    this.#names = sessionCookies(world.url);
    this.jar = new CookieJar(world.request.headers.get('cookie'));
  }

  /** Whether the browser holds a session at all. Only the API knows whether it is still good. */
  get isHeld(): boolean {
    return this.jar.has(this.#names.access) || this.jar.has(this.#names.refresh);
  }

  /** A call for which somebody has to be signed in. Throws SignedOut, RenewedElsewhere or StepUpNeeded. */
  async own<Value>(call: Call): Promise<Answer<Value>> {
    if (!this.isHeld) throw new SignedOut();
    const answer = await this.ask<Value>(call);
    if (answer.ok) return answer;
    const { code, errors } = answer.problem;
    // A wrong password or code names its field; what names none is about the session itself.
    if (code === 'unauthenticated' && errors === undefined) throw new SignedOut();
    if (code === 'second_factor_required') throw new StepUpNeeded();
    return answer;
  }

  /** A call by whoever is there, signed in or not. */
  async ask<Value>(call: Call): Promise<Answer<Value>> {
    return answerFrom<Value>(await this.fetch(call));
  }

  /** The same, with the answer as it came. */
  async fetch(call: Call): Promise<Response> {
    if (call.signsIn) return this.#send(call);
    const isExpired = !this.jar.has(this.#names.access) && this.jar.has(this.#names.refresh);
    if (isExpired) await this.#renew();
    const wasRenewed = this.#renewal !== undefined;
    const first = await this.#send(call);
    if (first.status !== 401 || wasRenewed || !this.jar.has(this.#names.refresh)) return first;
    if (await isAboutField(first)) return first;
    return (await this.#renew()) ? this.#send(call) : first;
  }

  /** Renews the session, once for all calls of this request. False when it is over: the calls then go without it. */
  #renew(): Promise<boolean> {
    this.#renewal ??= this.#refresh();
    return this.#renewal;
  }

  async #refresh(): Promise<boolean> {
    const answer = await this.#send({ method: 'POST', path: '/v1/auth/refresh', body: {} });
    if (answer.ok) return true;
    const refused = await answerFrom(answer);
    const code = refused.ok ? undefined : refused.problem.code;
    if (code === 'conflict') throw new RenewedElsewhere();
    // Nothing is said about the session: it stays, and the visitor tries again.
    if (code === 'rate_limited') throw new ApiUnavailable('The session could not be renewed just now');
    this.drop();
    return false;
  }

  /** Takes the session's cookies out of the browser, whatever the API thinks of them. */
  drop(): void {
    const secure = this.#world.url.protocol === 'https:' ? '; Secure' : '';
    const gone = `=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`;
    this.jar.take([this.#names.access + gone, this.#names.refresh + gone]);
  }

  async #send({ method, path, body, headers = {} }: Call): Promise<Response> {
    const { request, url, send } = this.#world;
    const outgoing = new Headers({ ...headers, accept: 'application/json', 'x-session': 'cookie', origin: url.origin });
    for (const name of forwarded) {
      const value = request.headers.get(name);
      if (value !== null) outgoing.set(name, value);
    }
    const cookie = this.jar.header();
    if (cookie !== '') outgoing.set('cookie', cookie);
    if (body !== undefined) outgoing.set('content-type', 'application/json');
    const answer = await send(
      new Request(new URL(path, url), {
        method,
        headers: outgoing,
        redirect: 'manual',
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    ).catch((cause: unknown) => {
      throw new ApiUnavailable('The API did not answer', { cause });
    });
    this.jar.take(answer.headers.getSetCookie());
    return answer;
  }
}

/** A wrong password or code names its field: the session is as good as before. */
async function isAboutField(answer: Response): Promise<boolean> {
  const problem = (await answer
    .clone()
    .json()
    .catch(() => ({}))) as Partial<Problem>;
  return problem.errors !== undefined;
}

async function answerFrom<Value>(answer: Response): Promise<Answer<Value>> {
  if (answer.status === 204) return { ok: true, value: undefined as Value };
  const body = (await answer.json().catch(() => undefined)) as unknown;
  if (answer.ok) return { ok: true, value: body as Value };
  if (answer.status >= 500 || body === undefined) throw new ApiUnavailable(`The API answered ${answer.status}`);
  return { ok: false, problem: body as Problem };
}
