import { describe, expect, it } from 'vitest';
import { answerSessionError } from './answer-session-errors.ts';
import { RenewedElsewhere, SignedOut, StepUpNeeded } from './session.ts';

const page = (init: RequestInit = {}) => new Request('https://shop.test/account/orders?cursor=2', init);
const said = (answer: Response | undefined) => [answer?.status, answer?.headers.get('location')];

describe('answerSessionError', () => {
  it('sends who is signed out to sign in and back, in their language', () => {
    expect(said(answerSessionError(new SignedOut(), page(), 'hi'))).toEqual([
      303,
      '/hi/sign-in?next=%2Fhi%2Faccount%2Forders%3Fcursor%3D2',
    ]);
  });

  it('asks for the second factor and comes back', () => {
    expect(said(answerSessionError(new StepUpNeeded(), page(), 'en'))).toEqual([
      303,
      '/step-up?next=%2Faccount%2Forders%3Fcursor%3D2',
    ]);
  });

  it('asks the same page once more after another tab renewed the session, a form with its fields', () => {
    const first = answerSessionError(new RenewedElsewhere(), page(), 'en');
    expect(said(first)).toEqual([303, '/account/orders?cursor=2']);
    expect(said(answerSessionError(new RenewedElsewhere(), page({ method: 'POST' }), 'en'))[0]).toBe(307);
    const cookie = first?.headers.get('set-cookie')?.split(';')[0] ?? '';
    const second = answerSessionError(new RenewedElsewhere(), page({ headers: { cookie } }), 'en');
    expect(said(second)[1]).toMatch(/^\/sign-in\?/);
  });

  it('leaves every other error alone', () => {
    expect(answerSessionError(new Error('broken'), page(), 'en')).toBeUndefined();
  });
});
