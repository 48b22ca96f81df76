import { describe, expect, it } from 'vitest';
import { ApiUnavailable } from '../../api/answer.ts';
import { RenewedElsewhere, Session, SignedOut, StepUpNeeded } from './session.ts';

const problem = (code: string, status: number) => Response.json({ code, status, detail: '' }, { status });
const cookieOf = (request: Request) => request.headers.get('cookie') ?? '';

/** The API as the session meets it: what it was asked, and answers by path. */
function world(
  cookie: string,
  answer: (request: Request, path: string) => Response,
  address = 'http://shop.test/account',
) {
  const asked: Request[] = [];
  const url = new URL(address);
  const session = new Session({
    request: new Request(url, { headers: { cookie, 'cf-connecting-ip': '203.0.113.9', 'user-agent': 'Firefox' } }),
    url,
    send: async (request) => {
      asked.push(request);
      return answer(request, new URL(request.url).pathname);
    },
  });
  return { session, asked, paths: () => asked.map((request) => new URL(request.url).pathname) };
}

const renewed = () => {
  const answer = Response.json({ expiresInSeconds: 600 });
  answer.headers.append('set-cookie', 'tincture-access=new; Path=/; HttpOnly');
  answer.headers.append('set-cookie', 'tincture-refresh=next; Path=/; HttpOnly');
  return answer;
};
const readMe = { method: 'GET', path: '/v1/me' } as const;

describe('a session', () => {
  it('says who asks, from where, and that the call is one of our own pages', async () => {
    const { session, asked } = world('tincture-access=a; cart=1', () => Response.json({ name: 'Asha' }));
    expect(await session.own(readMe)).toEqual({ ok: true, value: { name: 'Asha' } });
    const headers = Object.fromEntries(asked[0]?.headers ?? []);
    expect(headers).toMatchObject({
      'x-session': 'cookie',
      origin: 'http://shop.test',
      'cf-connecting-ip': '203.0.113.9',
      'user-agent': 'Firefox',
      cookie: 'tincture-access=a; cart=1',
    });
  });

  it('asks nothing for a visitor who holds no session', async () => {
    const { session, asked } = world('cart=1', () => Response.json({}));
    await expect(session.own(readMe)).rejects.toThrow(SignedOut);
    expect(asked).toEqual([]);
  });

  it('renews once when the access token is refused, and repeats every call that waited', async () => {
    const { session, paths } = world('tincture-access=old; tincture-refresh=r', (request, path) => {
      if (path === '/v1/auth/refresh') return renewed();
      return cookieOf(request).includes('tincture-access=new') ? Response.json(path) : problem('unauthenticated', 401);
    });
    const orders = { method: 'GET', path: '/v1/me/orders' } as const;
    const answers = await Promise.all([session.own(readMe), session.own(orders), session.own(readMe)]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(paths().filter((path) => path === '/v1/auth/refresh')).toHaveLength(1);
    expect(session.jar.setCookies).toHaveLength(2);
  });

  it('renews before the call when the browser has let go of the access cookie already', async () => {
    const { session, paths } = world('tincture-refresh=r', (_, path) =>
      path === '/v1/auth/refresh' ? renewed() : Response.json({}),
    );
    await session.ask({ method: 'POST', path: '/v1/carts/1/checkout' });
    expect(paths()).toEqual(['/v1/auth/refresh', '/v1/carts/1/checkout']);
  });

  it('sends the visitor to sign in when it cannot be renewed', async () => {
    const { session } = world('tincture-access=a; tincture-refresh=r', () => problem('unauthenticated', 401));
    await expect(session.own(readMe)).rejects.toThrow(SignedOut);
  });

  it('goes on as a guest where nobody has to be signed in', async () => {
    const { session, asked } = world('tincture-refresh=gone; cart=1', (_, path) =>
      path === '/v1/auth/refresh' ? problem('unauthenticated', 401) : Response.json({ id: 1 }),
    );
    expect(await session.ask({ method: 'POST', path: '/v1/carts/1/checkout' })).toMatchObject({ ok: true });
    expect(cookieOf(asked[1] as Request)).toBe('cart=1');
  });

  it('lets the browser ask again when another tab was faster', async () => {
    const { session } = world('tincture-refresh=r', () => problem('conflict', 409));
    await expect(session.own(readMe)).rejects.toThrow(RenewedElsewhere);
  });

  it('keeps a session that could not be renewed just now', async () => {
    const { session } = world('tincture-refresh=r', () => problem('rate_limited', 429));
    await expect(session.own(readMe)).rejects.toThrow(ApiUnavailable);
    expect([session.isHeld, session.jar.setCookies]).toEqual([true, []]);
  });

  it('takes the cookies of a session that is over out of the browser', async () => {
    const { session } = world('tincture-refresh=r', () => problem('unauthenticated', 401));
    await expect(session.own(readMe)).rejects.toThrow(SignedOut);
    expect(session.jar.setCookies.every((line) => line.includes('Max-Age=0'))).toBe(true);
  });

  it('asks for the second factor where the API wants a fresh one', async () => {
    const { session } = world('tincture-access=a', () => problem('second_factor_required', 403));
    await expect(session.own(readMe)).rejects.toThrow(StepUpNeeded);
  });

  it('does not take a wrong password for a session that is over', async () => {
    const { session, paths } = world('tincture-access=a; tincture-refresh=r', () => problem('unauthenticated', 401));
    const answer = await session.ask({ method: 'POST', path: '/v1/auth/sign-in', signsIn: true });
    expect([answer.ok, paths()]).toEqual([false, ['/v1/auth/sign-in']]);
  });

  it('does not renew because of a wrong code, which names its field', async () => {
    const wrong = { code: 'unauthenticated', status: 401, detail: '', errors: [{ path: 'code', message: 'No' }] };
    const { session, paths } = world('tincture-access=a; tincture-refresh=r', () =>
      Response.json(wrong, { status: 401 }),
    );
    const answer = await session.own({ method: 'POST', path: '/v1/auth/step-up', body: {} });
    expect([answer.ok, paths()]).toEqual([false, ['/v1/auth/step-up']]);
  });

  it('looks over TLS only for cookies that this host alone can set', async () => {
    const { session } = world('tincture-access=a', () => Response.json({}), 'https://shop.test/account');
    expect(session.isHeld).toBe(false);
  });
});
