import { describe, expect, it } from 'vitest';
import { answerSessionError } from './answer-session-errors.ts';
import { RenewedElsewhere, SignedOut, StepUpNeeded } from './session.ts';

const page = (init: RequestInit = {}) => new Request('https://shop.test/account/orders?cursor=2', init);
const noWait = () => Promise.resolve();
const said = (answer: Response | undefined) => [answer?.status, answer?.headers.get('location')];

describe('answerSessionError', () => {
  it('sends who is signed out to sign in and back, in their language', async () => {
    expect(said(await answerSessionError(new SignedOut(), page(), 'hi', noWait))).toEqual([
      303,
      '/hi/sign-in?next=%2Fhi%2Faccount%2Forders%3Fcursor%3D2',
    ]);
  });

  it('asks for the second factor and comes back', async () => {
    expect(said(await answerSessionError(new StepUpNeeded(), page(), 'en', noWait))).toEqual([
      303,
      '/step-up?next=%2Faccount%2Forders%3Fcursor%3D2',
    ]);
  });

  it('asks the same page again after another tab renewed the session, a form with its fields, and not for ever', async () => {
    const posted = await answerSessionError(new RenewedElsewhere(), page({ method: 'POST' }), 'en', noWait);
    expect(posted?.status).toBe(307);
    let cookie = '';
    const led: unknown[] = [];
    let waitedMs = 0;
    for (let asked = 0; asked < 5; asked++) {
      const answer = await answerSessionError(
        new RenewedElsewhere(),
        page({ headers: { cookie } }),
        'en',
        async (ms) => {
          waitedMs += ms;
        },
      );
      cookie = answer?.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      led.push(answer?.headers.get('location'));
    }
    expect(led.slice(0, 4)).toEqual(Array(4).fill('/account/orders?cursor=2'));
    expect(led[4]).toMatch(/^\/sign-in\?/);
    // The API takes a used refresh token for a stolen one after ten seconds.
    expect(waitedMs).toBeLessThan(5_000);
  });

  it('leaves every other error alone', async () => {
    expect(await answerSessionError(new Error('broken'), page(), 'en', noWait)).toBeUndefined();
  });
});
