import { AppError } from '#platform/errors';
import { readCookie } from '../session-cookies.ts';
import { refused } from './access-tokens.ts';
import { isFromOwnPages } from './own-origin.ts';

/** What a request brings to say who asks. */
export type Credential = { kind: 'none' } | { kind: 'bearer' | 'cookie'; secret: string };

/** Longer than any token: what is longer is not even looked at. */
const MAX_AUTHORIZATION_LENGTH = 16_100;

/**
 * The one credential of a request. A header is meant; a cookie is sent by the browser whoever had the idea, so whatever
 * rides on one of ours and changes something must come from our own pages: `forbidden` otherwise. Throws `unauthenticated` for
 * anything malformed.
 */
export function credentialOf(request: Request, ownOrigin: string): Credential {
  const { headers } = request;
  const authorization = headers.get('authorization');
  if (authorization !== null) return { kind: 'bearer', secret: bearerSecret(authorization) };
  const isSecure = ownOrigin.startsWith('https:');
  const access = readCookie(headers, 'access', isSecure);
  const ridesOnCookies = access ?? readCookie(headers, 'refresh', isSecure) ?? headers.get('x-session');
  if (typeof ridesOnCookies === 'string' && !isFromOwnPages(request, ownOrigin)) {
    throw new AppError('forbidden', 'Only pages of this shop may do this with the cookies of a session.');
  }
  return access === undefined ? { kind: 'none' } : { kind: 'cookie', secret: access };
}

function bearerSecret(authorization: string): string {
  const secret =
    authorization.length <= MAX_AUTHORIZATION_LENGTH ? /^Bearer +([\x21-\x7e]+)$/i.exec(authorization)?.[1] : undefined;
  if (secret === undefined) throw refused('invalid', 'Send `Authorization: Bearer` and one key or token.');
  return secret;
}
