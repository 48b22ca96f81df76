import type { Session } from '../features/session/session.ts';
import type { SignInAnswer } from './account-views.ts';
import type { Answer } from './answer.ts';

type Said<Value> = Promise<Answer<Value>>;

/** A call by somebody who is not signed in yet: a refusal says nothing about a session. */
const open = <Value>(session: Session, path: string, body: unknown): Said<Value> =>
  session.ask<Value>({ method: 'POST', path: `/v1/auth/${path}`, body, signsIn: true });

export type SignUpInput = {
  name: string;
  email: string;
  password: string;
  language: string;
  invitation?: string;
};

export const signUp = (session: Session, input: SignUpInput): Said<unknown> => open(session, 'sign-up', input);

export const resendVerification = (session: Session, email: string): Said<unknown> =>
  open(session, 'verification', { email });

export const verifyEmail = (session: Session, token: string): Said<SignInAnswer> =>
  open(session, 'verify-email', { token });

export const signIn = (session: Session, input: { email: string; password: string }): Said<SignInAnswer> =>
  open(session, 'sign-in', input);

export type SecondFactor = { method: 'totp' | 'recovery_code'; code: string };

export const answerSecondFactor = (session: Session, input: SecondFactor & { challenge: string }): Said<SignInAnswer> =>
  open(session, 'second-factor', input);

export const requestMagicLink = (session: Session, input: { email: string; language: string }): Said<unknown> =>
  open(session, 'magic-link', input);

export const useMagicLink = (session: Session, token: string): Said<SignInAnswer> =>
  open(session, 'magic-link/use', { token });

export const requestPasswordReset = (session: Session, input: { email: string; language: string }): Said<unknown> =>
  open(session, 'password-reset', input);

export const resetPassword = (session: Session, input: { token: string; password: string }): Said<unknown> =>
  open(session, 'password-reset/use', input);

export const signOut = (session: Session): Said<unknown> =>
  session.ask({ method: 'POST', path: '/v1/auth/sign-out', body: {} });

/** Shows a second factor again, for what asks for a fresh one. */
export const stepUp = (session: Session, input: SecondFactor): Said<unknown> =>
  session.own({ method: 'POST', path: '/v1/auth/step-up', body: input });
