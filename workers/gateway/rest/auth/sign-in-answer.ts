import { decodeJwt } from 'jose';
import type { z } from 'zod';
import type { SignedIn, SignInAnswer } from '#modules/accounts';
import type { SignInOutcome, Tokens } from '#platform/identity-door';
import type { SessionCookies } from '../../session-cookies.ts';

/** What a way in answers. A browser's tokens go into its cookies and nowhere else. */
export function answerSignIn(outcome: SignInOutcome, cookies: SessionCookies): z.output<typeof SignInAnswer> {
  if (outcome.kind === 'signed_in') return answerTokens(outcome.tokens, cookies);
  const { challenge, expiresInSeconds, methods } = outcome;
  return { status: 'second_factor', challenge, expiresInSeconds, methods };
}

/** `inCookies` stays where the request says so; a browser that renews by its cookie gets cookies in any case. */
export function answerTokens(
  tokens: Tokens,
  cookies: SessionCookies,
  inCookies: boolean = cookies.isWanted,
): z.output<typeof SignedIn> {
  const { accessToken, refreshToken, expiresInSeconds } = tokens;
  // Our own identity has just made it: there is nothing to verify.
  const answer = { status: 'signed_in' as const, personId: decodeJwt(accessToken).sub ?? '', expiresInSeconds };
  if (!inCookies) return { ...answer, accessToken, refreshToken };
  cookies.keepTokens(tokens);
  return answer;
}
