import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orThrow } from '#platform/errors';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from '../../../tests/database/engines.ts';
import {
  codeOfFailure,
  makeAccount,
  openTestIdentity,
  ownOf,
  phone,
  race,
  signedIn,
} from '../identity.test-support.ts';
import type { OutsideProvider } from './providers.ts';

const emails = new Map<string, { email: string; verified: boolean }>();

/** A real OpenID provider on this machine. */
async function openProvider(): Promise<{ server: Server; outside: OutsideProvider }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'shop',
        client_secret: 'a secret of the tests',
        redirect_uris: ['https://shop.example/sign-in/from/oidc'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        name: 'Asha',
        email: emails.get(sub)?.email ?? '',
        email_verified: emails.get(sub)?.verified === true,
      }),
    }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  const outside: OutsideProvider = {
    id: 'oidc',
    name: 'Elsewhere',
    server: {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
    },
    clientId: 'shop',
    clientSecret: 'a secret of the tests',
    scope: 'openid email profile',
    api: null,
  };
  return { server, outside };
}

/** Signs in at the provider and agrees, as a browser does; where it is sent in the end. */
async function visit(url: string, login: string): Promise<URL> {
  const jar = new Map<string, string>();
  let next: { url: string; form?: URLSearchParams } = { url };
  for (let step = 0; step < 12; step++) {
    if (!next.url.startsWith('http://127.0.0.1')) return new URL(next.url);
    const answer: Response = await fetch(next.url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.form && { method: 'POST', body: next.form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    const text = await answer.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1] ?? 'consent';
    const form: Record<string, string> = prompt === 'login' ? { prompt, login, password: 'x' } : { prompt };
    next = location
      ? { url: new URL(location, next.url).href }
      : { url: /action="([^"]+)"/.exec(text)?.[1] ?? next.url, form: new URLSearchParams(form) };
  }
  throw new Error('The provider did not come to an end');
}

describe.each(engines)('outside accounts, on $name', (kind) => {
  let engine: Engine;
  let opened: Awaited<ReturnType<typeof openProvider>>;
  beforeAll(async () => {
    [engine, opened] = await Promise.all([kind.start(), openProvider()]);
  });
  afterAll(async () => {
    opened.server.close();
    await engine.stop();
  });
  const open = () => openTestIdentity(engine.db, new Date().toISOString(), [opened.outside]);
  type Opened = ReturnType<typeof open>;

  function newLogin(email = `out-${randomIds.next()}@example.com`, verified = true) {
    const login = randomIds.next();
    emails.set(login, { email, verified });
    return login;
  }
  async function come({ door }: Opened, login: string, own?: { personId: string; sessionId: string }) {
    const input = { provider: 'oidc', returnTo: '//evil.example', ...(own && { own }) };
    const { url, ceremony } = orThrow(await door.beginOutside(input, phone));
    const back = await visit(url, login);
    const { code = '', state = '' } = Object.fromEntries(back.searchParams);
    return { provider: 'oidc', code, state, ceremony };
  }

  it('makes an account for somebody unknown, signs them in again, and keeps the last way in', async () => {
    const identity = open();
    const login = newLogin();
    const { outcome, returnTo } = orThrow(await identity.door.finishOutside(await come(identity, login), phone));
    expect(returnTo).toBe('/account');
    if (outcome.kind === 'linked') throw new Error('Nobody asked to link');
    const { personId, tokens } = signedIn(outcome);
    const again = orThrow(await identity.door.finishOutside(await come(identity, login), phone));
    expect(again.outcome).toMatchObject({ kind: 'signed_in', personId });
    expect(codeOfFailure(await identity.door.unlinkOutside(ownOf(tokens), 'oidc'))).toBe('conflict');
  });

  it('refuses another state, another browser and a call-back that comes again', async () => {
    const identity = open();
    const { door } = identity;
    const answer = await come(identity, newLogin());
    const other = await come(identity, newLogin());
    expect(codeOfFailure(await door.finishOutside({ ...answer, state: 'x' }, phone))).toBe('expired');
    expect(codeOfFailure(await door.finishOutside({ ...answer, ceremony: other.ceremony }, phone))).toBe('expired');
    // The code of another question: neither its verifier nor its nonce fit.
    expect(codeOfFailure(await door.finishOutside({ ...answer, code: other.code }, phone))).toBe('unauthenticated');
    const { won } = await race(() => door.finishOutside(answer, phone));
    expect(won.length).toBe(1);
  });

  it('opens no account by its address alone: its owner links it, once', async () => {
    const identity = open();
    const { door } = identity;
    const [mine, theirs] = [await makeAccount(identity), await makeAccount(identity)];
    const login = newLogin(mine.email);
    expect(codeOfFailure(await door.finishOutside(await come(identity, login), phone))).toBe('conflict');
    const linked = orThrow(await door.finishOutside(await come(identity, login, mine.own), phone));
    expect(linked.outcome).toEqual({ kind: 'linked' });
    expect(codeOfFailure(await door.finishOutside(await come(identity, login, theirs.own), phone))).toBe('conflict');
    const entered = orThrow(await door.finishOutside(await come(identity, login), phone));
    expect(entered.outcome).toMatchObject({ kind: 'signed_in', personId: mine.personId });
    orThrow(await door.unlinkOutside(mine.own, 'oidc'));
    expect(codeOfFailure(await door.finishOutside(await come(identity, login), phone))).toBe('conflict');
  });

  it('makes no account for an address that nobody verified, nor for a token meant for others', async () => {
    const identity = open();
    const login = newLogin(undefined, false);
    expect(codeOfFailure(await identity.door.finishOutside(await come(identity, login), phone))).toBe('forbidden');
    const wrong = { ...opened.outside, server: { ...opened.outside.server, issuer: 'http://127.0.0.1:1' } };
    const misled = openTestIdentity(engine.db, new Date().toISOString(), [wrong]);
    expect(codeOfFailure(await misled.door.finishOutside(await come(misled, newLogin()), phone))).toBe(
      'unauthenticated',
    );
  });
});
