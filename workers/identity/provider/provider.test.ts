/* oxlint-disable max-lines -- one flow, read from top to bottom, over one set of fixtures */

import { sql } from 'drizzle-orm';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#db/client';
import type { Permission } from '#platform/access/permission-table';
import { type ErrorCode, orThrow } from '#platform/errors';
import type { AppRow } from '#platform/identity-door';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from '../../../tests/database/engines.ts';
import {
  claimsOf,
  codeOfFailure,
  type Identity,
  makeAccount,
  openTestIdentity,
  phone,
  type TestAccount,
} from '../identity.test-support.ts';
import { readClient } from './client.ts';
import { answerProvider } from './provider-http.ts';

const SHOP = 'https://shop.example';
const BACK = 'https://app.example/back';
const VERIFIER = 'a-verifier-of-the-tests-that-is-long-enough-to-count';

const makePartner = (db: Database, personId: string) =>
  db.query(sql`insert into role_grants (id, person_id, role, scope, store_ids, limits, kind, granted_by, granted_at)
    values (${randomIds.next()}, ${personId}, 'partner', 'own', '{}', '{}', 'standing', 'test', now())`);

describe.each(engines)('apps of partners, on $name', (kind) => {
  let engine: Engine;
  let identity: Identity;
  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());

  const send = async (request: Request): Promise<Response> =>
    (await answerProvider(identity.context, request)) ?? new Response(null, { status: 404 });

  /** A partner's app, and a person who is signed in. */
  async function open(isConfidential = true, scopes: Permission[] = ['profile.own', 'orders.read']) {
    identity = openTestIdentity(engine.db, new Date().toISOString());
    const [partner, person] = [await makeAccount(identity), await makeAccount(identity)];
    await makePartner(identity.db, partner.personId);
    const settings = { name: 'Reminder', homepage: 'https://app.example', redirectUris: [BACK], scopes };
    const app = orThrow(await identity.door.registerApp(partner.own, { ...settings, isConfidential }));
    return { partner, person, app };
  }

  const challenge = () => oauth.calculatePKCECodeChallenge(VERIFIER);

  async function authorize(person: TestAccount | undefined, app: AppRow, changes: Record<string, string | null> = {}) {
    const url = new URL(`${SHOP}/oauth2/authorize`);
    const asked: Record<string, string | null> = {
      client_id: app.clientId,
      redirect_uri: BACK,
      response_type: 'code',
      scope: 'profile.own',
      state: 'the state',
      code_challenge: await challenge(),
      code_challenge_method: 'S256',
      ...changes,
    };
    for (const [name, value] of Object.entries(asked)) if (value !== null) url.searchParams.set(name, value);
    const headers = person && { cookie: `__Host-tincture-access=${person.tokens.accessToken}` };
    const answer = await send(new Request(url, headers && { headers }));
    return { status: answer.status, location: answer.headers.get('location') };
  }

  const requestIn = (location: string | null) => new URL(location ?? '').searchParams.get('request') ?? '';

  /** Consent, as the page takes it; the address that the browser goes on to. */
  async function consent(person: TestAccount, app: AppRow, changes = {}) {
    const { location } = await authorize(person, app, changes);
    const answered = await identity.door.answerConsentRequest(person.own, requestIn(location), { allow: true });
    return new URL(orThrow(answered).redirectTo);
  }

  async function post(path: string, app: AppRow & { clientSecret: string | null }, form: Record<string, string>) {
    const secret: Record<string, string> = app.clientSecret === null ? {} : { client_secret: app.clientSecret };
    const body = new URLSearchParams({ client_id: app.clientId, ...secret, ...form });
    const answer = await send(new Request(`${SHOP}${path}`, { method: 'POST', body }));
    const text = await answer.text();
    return { status: answer.status, answer, body: text === '' ? {} : JSON.parse(text) };
  }
  const redeem = (app: AppRow & { clientSecret: string | null }, code: string, changes: Record<string, string> = {}) =>
    post('/oauth2/token', app, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: BACK,
      code_verifier: VERIFIER,
      ...changes,
    });
  const codeIn = (url: URL) => url.searchParams.get('code') ?? '';

  it('lets an app in with an independent client, and gives it only what the person allowed', async () => {
    const { person, app } = await open();
    const described = await oauth.processDiscoveryResponse(
      new URL(SHOP),
      await send(new Request(`${SHOP}/.well-known/oauth-authorization-server`)),
    );
    const shown = requestIn((await authorize(person, app)).location);
    expect(orThrow(await identity.door.readConsentRequest(person.own, shown))).toEqual({
      app: { name: 'Reminder', homepage: 'https://app.example' },
      scopes: ['profile.own'],
      redirectHost: 'app.example',
    });
    const client: oauth.Client = { client_id: app.clientId };
    const back = oauth.validateAuthResponse(described, client, await consent(person, app), 'the state');
    const answer = await oauth.authorizationCodeGrantRequest(
      described,
      client,
      oauth.ClientSecretBasic(app.clientSecret ?? ''),
      back,
      BACK,
      VERIFIER,
      { [oauth.customFetch]: (url, init) => send(new Request(url, init as RequestInit)) },
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const given = await oauth.processAuthorizationCodeResponse(described, client, answer);
    expect(given.scope).toBe('profile.own');
    const claims = claimsOf({ ...person.tokens, accessToken: given.access_token });
    expect(claims).toMatchObject({ sub: person.personId, client_id: app.clientId });
    expect(claims.grants).toEqual([{ scope: 'own', permissions: ['profile.own'] }]);
    expect(orThrow(await identity.door.listSessions(person.own)).map(({ device }) => device)).toContain('Reminder');
    const again = await authorize(person, app);
    expect(again.location).toMatch(/^https:\/\/app\.example\/back\?code=acd_/);
    expect((await authorize(person, app, { prompt: 'consent' })).location).toMatch(/^https:\/\/shop\.example\/consent/);
  });

  it('sends a stranger to sign in, and back to the same question', async () => {
    const { app } = await open();
    const { location } = await authorize(undefined, app);
    const url = new URL(location ?? '');
    expect(url.pathname).toBe('/sign-in');
    expect(url.searchParams.get('next')).toMatch(/^\/oauth2\/authorize\?client_id=app_/);
  });

  it('sends nothing to an address that is not registered letter by letter', async () => {
    const { person, app } = await open();
    const wrong = [
      `${BACK}/more`,
      'https://app.example/bac',
      `${BACK}?next=https://evil.example`,
      'https://app.example.evil.example/back',
      'https://app.example@evil.example/back',
      'https://app.example/%62ack',
      'https://app.example/x/../back',
      'HTTPS://app.example/back',
      `${BACK}#fragment`,
      'http://app.example/back',
      '//app.example/back',
      'javascript:alert(1)',
      '',
    ];
    for (const redirect_uri of wrong) {
      expect(await authorize(person, app, { redirect_uri }), redirect_uri).toEqual({ status: 400, location: null });
    }
    expect(await authorize(person, app, { client_id: 'app_unknown' })).toEqual({ status: 400, location: null });
  });

  it('tells the app what is wrong with its request, at its own address', async () => {
    const { person, app } = await open();
    const errorOf = async (changes: Record<string, string | null>) => {
      const url = new URL((await authorize(person, app, changes)).location ?? '');
      expect(`${url.origin}${url.pathname}`).toBe(BACK);
      expect(url.searchParams.get('iss')).toBe(SHOP);
      expect(url.searchParams.get('state')).toBe('the state');
      return url.searchParams.get('error');
    };
    expect(await errorOf({ code_challenge: null })).toBe('invalid_request');
    expect(await errorOf({ code_challenge_method: 'plain' })).toBe('invalid_request');
    expect(await errorOf({ code_challenge_method: null })).toBe('invalid_request');
    expect(await errorOf({ response_type: 'token' })).toBe('unsupported_response_type');
    expect(await errorOf({ scope: 'profile.own inventory.read' })).toBe('invalid_scope');
    expect(await errorOf({ scope: 'identity.own' })).toBe('invalid_scope');
    expect(await errorOf({ prompt: 'none' })).toBe('consent_required');
  });

  it('takes an answer from the person who was asked, once', async () => {
    const { partner, person, app } = await open();
    const request = requestIn((await authorize(person, app)).location);
    const { door } = identity;
    expect(codeOfFailure(await door.readConsentRequest(partner.own, request))).toBe('not_found');
    expect(codeOfFailure(await door.answerConsentRequest(partner.own, request, { allow: true }))).toBe('not_found');
    const no = orThrow(await door.answerConsentRequest(person.own, request, { allow: false }));
    expect(new URL(no.redirectTo).searchParams.get('error')).toBe('access_denied');
    const late: ErrorCode | undefined = codeOfFailure(
      await door.answerConsentRequest(person.own, request, { allow: true }),
    );
    expect(late).toBe('not_found');
    expect(orThrow(await door.listLetIn(person.own))).toEqual([]);
  });

  it('gives tokens for a code only with its verifier, its address, its app and its minute', async () => {
    const { partner, person, app } = await open();
    const settings = { name: 'Other', homepage: 'https://app.example', redirectUris: [BACK], scopes: app.scopes };
    const other = orThrow(await identity.door.registerApp(partner.own, { ...settings, isConfidential: true }));
    const code = codeIn(await consent(person, app));
    const refused = { status: 400, body: { error: 'invalid_grant' } };
    expect(await redeem(app, code, { code_verifier: VERIFIER.toUpperCase() })).toMatchObject(refused);
    expect(await redeem(app, code, { code_verifier: '' })).toMatchObject(refused);
    expect(await redeem(app, code, { code_verifier: await challenge() })).toMatchObject(refused);
    expect(await redeem(app, code, { redirect_uri: `${BACK}/more` })).toMatchObject(refused);
    expect(await redeem(other, code)).toMatchObject(refused);
    expect(await redeem({ ...app, clientSecret: 'aps_wrong' }, code)).toMatchObject({ status: 401 });
    expect(await redeem({ ...app, clientSecret: null }, code)).toMatchObject({ status: 401 });
    identity.clock.advanceMs(60_000);
    expect(await redeem(app, code)).toMatchObject(refused);
  });

  it('ends what a code gave when the code comes again', async () => {
    const { person, app } = await open();
    const code = codeIn(await consent(person, app));
    const first = await redeem(app, code);
    expect(first.status).toBe(200);
    expect((await redeem(app, code)).body.error).toBe('invalid_grant');
    expect(identity.revoked).toContainEqual({ kind: 'session', sessionId: expect.any(String) });
    const again = await post('/oauth2/token', app, {
      grant_type: 'refresh_token',
      refresh_token: first.body.refresh_token,
    });
    expect(again.body.error).toBe('invalid_grant');
  });

  it('gives one of fifty who bring a code at once tokens, and none that last', async () => {
    const { person, app } = await open();
    const code = codeIn(await consent(person, app));
    const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(app, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('renews with the scopes that were allowed, never more, and only in the hands of the app', async () => {
    const { person, app } = await open(false, ['profile.own', 'orders.read']);
    const { body } = await redeem(app, codeIn(await consent(person, app)));
    const renew = (refresh_token: string, scope = '') =>
      post('/oauth2/token', app, { grant_type: 'refresh_token', refresh_token, scope });
    expect((await renew(body.refresh_token, 'profile.own orders.read')).body.error).toBe('invalid_scope');
    expect(codeOfFailure(await identity.door.refresh({ refreshToken: body.refresh_token }, phone))).toBe(
      'unauthenticated',
    );
    expect((await renew(person.tokens.refreshToken)).body.error).toBe('invalid_grant');
    const next = await renew(body.refresh_token);
    expect(next.body.scope).toBe('profile.own');
    identity.clock.advanceMs(11_000);
    expect((await renew(body.refresh_token)).body.error).toBe('invalid_grant');
    expect((await renew(next.body.refresh_token)).body.error, 'reuse ended the session').toBe('invalid_grant');
  });

  it('does not introspect for an app without a secret, nor the token of a person', async () => {
    const { person, app } = await open(false);
    expect((await post('/oauth2/introspect', app, { token: 'x' })).status).toBe(403);
    const { app: keeper } = await open();
    expect((await post('/oauth2/introspect', keeper, { token: person.tokens.accessToken })).body).toEqual({
      active: false,
    });
  });

  it('rests while its partner is suspended or may have no apps, and goes on afterwards', async () => {
    const { partner, app } = await open();
    const isKnown = async () => (await readClient(identity, app.clientId)) !== undefined;
    const status = (to: string) =>
      engine.db.query(sql`update people set status = ${to} where id = ${partner.personId}`);
    expect(await isKnown()).toBe(true);
    await status('suspended');
    expect(await isKnown()).toBe(false);
    await status('active');
    expect(await isKnown()).toBe(true);
    await engine.db.query(
      sql`update role_grants set revoked_at = now() where person_id = ${partner.personId} and role = 'partner'`,
    );
    expect(await isKnown()).toBe(false);
  });

  it('ends with revocation by the app, by the person and by the partner', async () => {
    const { partner, person, app } = await open();
    const give = async () => (await redeem(app, codeIn(await consent(person, app, { prompt: 'consent' })))).body;
    const isActive = async (token: string) => (await post('/oauth2/introspect', app, { token })).body.active;
    const byApp = await give();
    expect([await isActive(byApp.access_token), await isActive(byApp.refresh_token)]).toEqual([true, true]);
    expect((await post('/oauth2/revoke', app, { token: byApp.refresh_token })).status).toBe(200);
    expect([await isActive(byApp.access_token), await isActive(byApp.refresh_token)]).toEqual([false, false]);
    const byPerson = await give();
    orThrow(await identity.door.shutOut(person.own, app.clientId));
    expect(await isActive(byPerson.access_token)).toBe(false);
    expect(orThrow(await identity.door.listLetIn(person.own))).toEqual([]);
    const byPartner = await give();
    expect(codeOfFailure(await identity.door.removeApp(person.own, app.clientId))).toBe('not_found');
    orThrow(await identity.door.removeApp(partner.own, app.clientId));
    expect((await post('/oauth2/introspect', app, { token: byPartner.access_token })).status).toBe(401);
    expect(identity.revoked.length).toBeGreaterThanOrEqual(3);
  });
});
