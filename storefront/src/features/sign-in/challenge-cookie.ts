import type { AstroCookies } from 'astro';
import type { SecondFactorMethod, SignInAnswer } from '../../api/account-views.ts';

type Challenge = Extract<SignInAnswer, { status: 'second_factor' }>;

/** Behind `__Host-` only this very host can set it: nobody else's half-finished sign-in is ended here. */
const cookieName = (url: URL): string => (url.protocol === 'https:' ? '__Host-challenge' : 'challenge');
const options = (url: URL) =>
  ({ path: '/', sameSite: 'lax', httpOnly: true, secure: url.protocol === 'https:' }) as const;

/** Keeps a sign-in that waits for its second factor, as long as the API does and never in an address. */
export function rememberChallenge(cookies: AstroCookies, url: URL, answer: Challenge): void {
  const value = `${answer.methods.join('+')}.${answer.challenge}`;
  cookies.set(cookieName(url), value, { ...options(url), maxAge: answer.expiresInSeconds });
}

export function readChallenge(
  cookies: AstroCookies,
  url: URL,
): { challenge: string; methods: SecondFactorMethod[] } | undefined {
  const value = cookies.get(cookieName(url))?.value ?? '';
  const dot = value.indexOf('.');
  if (dot < 0) return undefined;
  return { challenge: value.slice(dot + 1), methods: value.slice(0, dot).split('+') as SecondFactorMethod[] };
}

export function forgetChallenge(cookies: AstroCookies, url: URL): void {
  cookies.delete(cookieName(url), options(url));
}
