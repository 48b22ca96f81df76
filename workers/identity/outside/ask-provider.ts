import * as oauth from 'oauth4webapi';
import { AppError } from '#platform/errors';
import type { OutsideProvider } from './providers.ts';

/** Who the provider says it was. */
export interface OutsidePerson {
  /** The provider's own id of them, which never changes hands. */
  accountId: string;
  name: string;
  email: string | null;
  emailVerified: boolean;
}

export interface Ceremony {
  provider: string;
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
  own: { personId: string; sessionId: string } | null;
  expiresAtMs: number;
}

/** A provider that does not answer must not hold a request of ours. */
const TIMEOUT_MS = 8_000;

/** Plain http is for a provider on this machine only. */
const optionsOf = (url: string) => ({
  [oauth.allowInsecureRequests]: ['127.0.0.1', '[::1]'].includes(new URL(url).hostname),
  signal: () => AbortSignal.timeout(TIMEOUT_MS),
});

/** Exchanges the code and checks all that came: issuer, audience, signature, nonce. Throws `unauthenticated`. */
export async function askProvider(
  provider: OutsideProvider,
  ceremony: Ceremony,
  answer: { code: string; redirectUri: string },
): Promise<OutsidePerson> {
  try {
    return await ask(provider, ceremony, answer);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('unauthenticated', `${provider.name} did not confirm who you are. Begin again.`, {
      cause: error,
    });
  }
}

async function ask(
  { server, clientId, clientSecret, api }: OutsideProvider,
  { state, nonce, verifier }: Ceremony,
  { code, redirectUri }: { code: string; redirectUri: string },
): Promise<OutsidePerson> {
  const client: oauth.Client = { client_id: clientId };
  const options = optionsOf(server.issuer);
  const back = oauth.validateAuthResponse(server, client, new URLSearchParams({ code, state }), state);
  const post = oauth.ClientSecretPost(clientSecret);
  const response = await oauth.authorizationCodeGrantRequest(server, client, post, back, redirectUri, verifier, {
    ...options,
    headers: { accept: 'application/json' },
  });
  if (api !== null) {
    const { access_token } = await oauth.processAuthorizationCodeResponse(server, client, response);
    return readGithub(api, access_token);
  }
  const given = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(server, response, options);
  const claims = oauth.getValidatedIdTokenClaims(given);
  if (claims === undefined) throw new Error('No id token');
  const { sub, email, email_verified, name } = claims;
  const address = typeof email === 'string' ? email : null;
  return {
    accountId: sub,
    name: typeof name === 'string' ? name : '',
    email: address,
    emailVerified: email_verified === true,
  };
}

async function readGithub(api: { user: string; emails: string }, accessToken: string): Promise<OutsidePerson> {
  const headers = {
    authorization: `Bearer ${accessToken}`,
    accept: 'application/vnd.github+json',
    'user-agent': 'tincture',
  };
  const read = async (url: string): Promise<unknown> => {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'manual' });
    if (!response.ok) throw new Error(`The provider answered ${response.status}`);
    return response.json();
  };
  const [user, emails] = (await Promise.all([read(api.user), read(api.emails)])) as [
    { id?: unknown; name?: unknown },
    { email: string; primary: boolean; verified: boolean }[],
  ];
  if (typeof user.id !== 'number') throw new Error('The provider named no account');
  const primary = emails.find((entry) => entry.primary);
  return {
    accountId: String(user.id),
    name: typeof user.name === 'string' ? user.name : '',
    email: primary?.email ?? null,
    emailVerified: primary?.verified === true,
  };
}
