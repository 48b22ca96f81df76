import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { OutsideProvider } from './providers.ts';

/** A server on this machine that says at its addresses what the test wants said. */
export interface FakeProvider {
  origin: string;
  /** Path to what it answers as JSON, with status 200 as some providers do for errors too. */
  answers: Map<string, unknown>;
  close(): void;
}

export async function openFakeProvider(): Promise<FakeProvider> {
  const answers = new Map<string, unknown>();
  const server: Server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    request.resume();
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, answers, close: () => server.close() };
}

const ofShop = { clientId: 'shop', clientSecret: 'a secret of the tests' };

export const githubAt = (origin: string): OutsideProvider => ({
  ...ofShop,
  id: 'github',
  name: 'GitHub',
  server: { issuer: origin, authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token` },
  scope: 'read:user user:email',
  api: { user: `${origin}/user`, emails: `${origin}/emails` },
});

export const oidcAt = (origin: string): OutsideProvider => ({
  ...ofShop,
  id: 'oidc',
  name: 'Elsewhere',
  server: {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    jwks_uri: `${origin}/jwks`,
  },
  scope: 'openid email',
  api: null,
});

/** Signs id tokens with the key that it publishes, or with another one. */
export async function idTokens(provider: FakeProvider) {
  const [ours, theirs] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  provider.answers.set('/jwks', {
    keys: [{ ...(await exportJWK(ours.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }],
  });
  return (claims: JWTPayload, isForged = false): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .sign(isForged ? theirs.privateKey : ours.privateKey);
}
