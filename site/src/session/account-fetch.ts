/** What the session of a page needs of its browser. */
export interface Surroundings {
  send: (request: Request) => Promise<Response>;
  /** Leaves the console for a page of the shop. */
  leaveTo: (address: string) => void;
  /** Where the console stands now, to come back to. */
  here: () => string;
}

/**
 * Sends requests with the account's session, which stands in cookies that no script reads. A session that has run out is
 * renewed once for all who wait; when that fails the browser goes to sign in, and to the second factor when one is asked for.
 */
export function accountFetch({ send, leaveTo, here }: Surroundings): (request: Request) => Promise<Response> {
  let renewal: Promise<boolean> | undefined;

  const renew = (base: string): Promise<boolean> => {
    renewal ??= sendRenewal(send, base).finally(() => {
      renewal = undefined;
    });
    return renewal;
  };

  return async (request) => {
    request.headers.set('x-session', 'cookie');
    const again = request.clone();
    const first = await send(request);
    const answer = first.status === 401 && (await renew(request.url)) ? await send(again) : first;
    if (answer.status === 401) leaveTo(`/sign-in?next=${encodeURIComponent(here())}`);
    if (answer.status === 403 && (await codeOf(answer)) === 'second_factor_required') {
      leaveTo(`/step-up?next=${encodeURIComponent(here())}`);
    }
    return answer;
  };
}

async function sendRenewal(send: Surroundings['send'], base: string): Promise<boolean> {
  const headers = { 'content-type': 'application/json', 'x-session': 'cookie' };
  const answer = await send(new Request(new URL('/v1/auth/refresh', base), { method: 'POST', headers, body: '{}' }));
  // Another tab was faster: its cookies are this tab's cookies.
  return answer.ok || answer.status === 409;
}

async function codeOf(answer: Response): Promise<unknown> {
  const body: unknown = await answer
    .clone()
    .json()
    .catch(() => null);
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
}
