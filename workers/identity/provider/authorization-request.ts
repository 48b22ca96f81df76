import { appPermissions } from '#platform/access/app-permissions';
import type { Permission } from '#platform/access/permission-table';
import type { IdentityContext } from '../identity-context.ts';
import { type Client, readClient } from './client.ts';
import { OauthError } from './oauth-error.ts';

/** What an app asks a person for, checked. */
export interface AuthorizationRequest {
  clientId: string;
  redirectUri: string;
  permissions: Permission[];
  state: string | null;
  challenge: string;
}

/** As long as a redirect URI and a state may be: both travel in a URL. */
const MAX_STATE_LENGTH = 1000;
/** SHA-256 as base64url. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const CLIENT_ID = /^app_[A-Za-z0-9_-]{1,60}$/;

/** Each parameter at most once (RFC 6749, 3.1). */
const one = (query: URLSearchParams, name: string): string | null => {
  const [value, ...more] = query.getAll(name);
  if (more.length > 0) throw new OauthError('invalid_request', `${name} is given more than once.`);
  return value === undefined || value === '' ? null : value;
};

/**
 * Who asks and where the answer goes. Throws while one of them is wrong: then nothing may be sent to that address, and the
 * person sees our own page. Addresses are compared letter by letter.
 */
export async function readDestination(
  ctx: IdentityContext,
  query: URLSearchParams,
): Promise<{ client: Client; redirectUri: string }> {
  const clientId = one(query, 'client_id');
  const client = clientId !== null && CLIENT_ID.test(clientId) ? await readClient(ctx, clientId) : undefined;
  if (client === undefined) throw new OauthError('invalid_request', 'No app of this id is registered here.');
  const redirectUri = one(query, 'redirect_uri');
  if (redirectUri === null || !isRegistered(client, redirectUri)) {
    throw new OauthError('invalid_request', 'The app asked to be answered at an address that it has not registered.');
  }
  return { client, redirectUri };
}

/** The port of a loopback address is the native app's to choose (RFC 8252, 7.3); all else stands as registered. */
function isRegistered({ redirectUris }: Client, asked: string): boolean {
  return redirectUris.includes(asked) || redirectUris.includes(asked.replace(LOOPBACK_PORT, '$1'));
}
const LOOPBACK_PORT = /^(http:\/\/(?:127\.0\.0\.1|\[::1\])):[1-9]\d{0,4}(?=\/)/;

/** The rest of the request. Throws what the app is told at its own address. */
export function readAsked(client: Client, redirectUri: string, query: URLSearchParams): AuthorizationRequest {
  const state = one(query, 'state');
  if (state !== null && state.length > MAX_STATE_LENGTH) throw new OauthError('invalid_request', 'state is too long.');
  if (one(query, 'response_type') !== 'code') {
    throw new OauthError('unsupported_response_type', 'response_type must be code.');
  }
  const challenge = one(query, 'code_challenge');
  if (challenge === null || one(query, 'code_challenge_method') !== 'S256' || !CHALLENGE.test(challenge)) {
    throw new OauthError('invalid_request', 'PKCE is required: code_challenge with code_challenge_method=S256.');
  }
  return { clientId: client.id, redirectUri, permissions: readScope(client, one(query, 'scope')), state, challenge };
}

/** Permissions separated by spaces, each one that this app may ask for. Throws `invalid_scope`. */
function readScope(client: Client, scope: string | null): Permission[] {
  const asked = new Set((scope ?? '').split(' ').filter((word) => word !== ''));
  if (asked.size === 0) throw new OauthError('invalid_scope', 'scope names no permission.');
  const known = lendable(client).filter((permission) => asked.has(permission));
  if (known.length !== asked.size)
    throw new OauthError('invalid_scope', 'scope asks for more than this app may ask for.');
  return known;
}

/** What was registered, and may still be lent. */
export const lendable = ({ permissions }: Client): Permission[] =>
  appPermissions.filter((permission) => permissions.includes(permission));

/** Where the answer takes the browser; `iss` lets an app with several providers see whose answer it is (RFC 9207). */
export function answerAddress(
  ctx: Pick<IdentityContext, 'shop'>,
  { redirectUri, state }: Pick<AuthorizationRequest, 'redirectUri' | 'state'>,
  answer: Readonly<Record<string, string>>,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  url.searchParams.set('iss', ctx.shop.url);
  return url.href;
}
