import { describe, expect, it } from 'vitest';
import { accountFetch } from './account-fetch.ts';

const problem = (status: number, code: string) => Response.json({ code }, { status });

function browser(answer: (path: string, asked: string[]) => Response) {
  const asked: string[] = [];
  const left: string[] = [];
  const fetchOwn = accountFetch({
    send: async (request) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      return answer(pathname, asked);
    },
    leaveTo: (address) => left.push(address),
    here: () => '/admin/prices',
  });
  const ask = (path: string) => fetchOwn(new Request(`https://shop.test${path}`, { method: 'POST', body: '{}' }));
  return { ask, asked, left };
}

describe('the console’s session', () => {
  it('is renewed once for all requests that find it over, which are then sent again', async () => {
    let isNew = false;
    const { ask, asked, left } = browser((path) => {
      if (path === '/v1/auth/refresh') {
        isNew = true;
        return Response.json({});
      }
      return isNew ? Response.json({}) : problem(401, 'unauthenticated');
    });
    const answers = await Promise.all([ask('/v1/a'), ask('/v1/b'), ask('/v1/c')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(asked.filter((path) => path === '/v1/auth/refresh')).toHaveLength(1);
    expect(left).toEqual([]);
  });

  it('takes the cookies of another tab that was faster', async () => {
    const { ask } = browser((path, asked) => {
      if (path === '/v1/auth/refresh') return problem(409, 'conflict');
      return asked.length === 1 ? problem(401, 'unauthenticated') : Response.json({});
    });
    expect((await ask('/v1/a')).status).toBe(200);
  });

  it('goes to sign in and comes back when it cannot be renewed', async () => {
    const { ask, left } = browser(() => problem(401, 'unauthenticated'));
    await ask('/v1/a');
    expect(left).toEqual(['/sign-in?next=%2Fadmin%2Fprices']);
  });

  it('goes to the second factor when one is asked for, and not for any other refusal', async () => {
    const refused = browser((path) => problem(403, path === '/v1/a' ? 'second_factor_required' : 'forbidden'));
    await refused.ask('/v1/b');
    expect(refused.left).toEqual([]);
    await refused.ask('/v1/a');
    expect(refused.left).toEqual(['/step-up?next=%2Fadmin%2Fprices']);
  });
});
