import { isProblem } from './problem.ts';
import { copyOf, type Send } from './retrying.ts';

export interface AuthorizeOptions {
  /** The access token or API key to begin with. */
  token: string | undefined;
  /** Gives a new access token when the one in use has run out; undefined when there is none to be had. */
  refresh: (() => Promise<string | undefined>) | undefined;
  /** The session is over: sign in again. */
  onUnauthenticated: (() => void) | undefined;
}

/**
 * Sends requests with a token. When the API says that it has run out, it is renewed once for all who wait, and the request
 * is sent once more.
 */
export function authorizing(send: Send, { token, refresh, onUnauthenticated }: AuthorizeOptions): Send {
  let current = token;
  let renewal: Promise<string | undefined> | undefined;

  /** A request that was sent with an older token needs no further renewal: there is a newer one already. */
  const renewed = (used: string | undefined): Promise<string | undefined> => {
    if (used !== current) return Promise.resolve(current);
    renewal ??= (refresh?.() ?? Promise.resolve(undefined))
      .then((fresh) => {
        if (fresh !== undefined) current = fresh;
        return fresh;
      })
      .finally(() => {
        renewal = undefined;
      });
    return renewal;
  };

  return async (request) => {
    const again = refresh === undefined ? undefined : copyOf(request);
    const used = current;
    const first = await send(withToken(request, used));
    if (first.status !== 401) return first;
    const fresh = again !== undefined && (await hasExpired(first)) ? await renewed(used) : undefined;
    const answer = again !== undefined && fresh !== undefined ? await send(withToken(again, fresh)) : first;
    if (answer.status === 401) onUnauthenticated?.();
    return answer;
  };
}

function withToken(request: Request, token: string | undefined): Request {
  if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`);
  return request;
}

async function hasExpired(answer: Response): Promise<boolean> {
  const body: unknown = await answer
    .clone()
    .json()
    .catch(() => null);
  return isProblem(body) && body.reason === 'expired';
}
