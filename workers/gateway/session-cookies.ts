import { AppError } from '#platform/errors';
import type { Tokens } from '#platform/identity-door';
import { cookieValues } from './cookie-header.ts';

type SessionCookie = 'access' | 'refresh' | 'ceremony';

/** Only a host itself can set a cookie with this prefix, over TLS and for all of its paths. Browsers see to it. */
const HOST_ONLY = '__Host-';
/** How long somebody may take to come back from an outside provider. */
const CEREMONY_SECONDS = 600;

const cookieName = (cookie: SessionCookie, isSecure: boolean): string =>
  `${isSecure ? HOST_ONLY : ''}tincture-${cookie}`;

/** The cookies of one request that have to do with who asks, and what becomes of them. */
export interface SessionCookies {
  /** `x-session: cookie`: the tokens are for a browser, whose scripts must not see them. */
  readonly isWanted: boolean;
  readonly refreshToken: string | undefined;
  readonly ceremony: string | undefined;
  keepTokens(tokens: Tokens): void;
  keepCeremony(ceremony: string): void;
  endCeremony(): void;
  endSession(): void;
  /** Set-Cookie lines, in the order in which they were asked for. */
  readonly lines: readonly string[];
}

/** `isSecure` says whether visitors reach us over TLS: only a shop on this machine may do without. */
export function sessionCookies(request: Request, isSecure: boolean): SessionCookies {
  const { headers } = request;
  const lines: string[] = [];
  const set = (cookie: SessionCookie, value: string, seconds: number) =>
    lines.push(
      `${cookieName(cookie, isSecure)}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`,
    );
  return {
    isWanted: headers.get('x-session') === 'cookie',
    refreshToken: readCookie(headers, 'refresh', isSecure),
    ceremony: readCookie(headers, 'ceremony', isSecure),
    lines,
    keepTokens({ accessToken, expiresInSeconds, refreshToken, refreshExpiresInSeconds }) {
      set('access', accessToken, expiresInSeconds);
      set('refresh', refreshToken, refreshExpiresInSeconds);
    },
    keepCeremony: (ceremony) => void set('ceremony', ceremony, CEREMONY_SECONDS),
    endCeremony: () => void set('ceremony', '', 0),
    endSession() {
      set('access', '', 0);
      set('refresh', '', 0);
    },
  };
}

/** Throws `unauthenticated` where one name stands twice: nobody can tell which of them our own host has set. */
export function readCookie(headers: Headers, cookie: SessionCookie, isSecure: boolean): string | undefined {
  const [value, ...others] = cookieValues(headers.get('cookie'), cookieName(cookie, isSecure));
  if (others.length > 0) {
    throw new AppError('unauthenticated', 'A session cookie came twice. Delete the cookies of this shop and sign in.');
  }
  return value === '' ? undefined : value;
}
