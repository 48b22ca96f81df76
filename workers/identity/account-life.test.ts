import { sql } from 'drizzle-orm';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '#db/schema/campaigns';
import { authUsers } from '#db/schema/identity';
import { people } from '#db/schema/people';
import { events } from '#db/schema/platform';
import type { Visitor } from '#platform/context';
import { orThrow } from '#platform/errors';
import { ACCESS_AUDIENCE, ACCESS_ISSUER } from '#platform/identity-door';
import { type Engine, engines } from '../../tests/database/engines.ts';
import {
  claimsOf,
  codeOfFailure,
  type Identity,
  laptop,
  makeAccount,
  openTestIdentity,
  ownOf,
  phone,
  signedIn,
} from './identity.test-support.ts';

let engine: Engine;
let identity: Identity;

beforeAll(async () => {
  engine = await (engines[0]?.start() ?? Promise.reject(new Error('There is no engine')));
});
afterAll(() => engine.stop());

const open = () => {
  identity = openTestIdentity(engine.db);
  return identity;
};

describe('signing up', () => {
  it('makes the account only when the link in the mail is opened, and signs in with it', async () => {
    const { door, linkIn, db } = open();
    const email = 'new@example.com';
    const sent = await door.signUp(
      { name: 'Asha Rao', email, password: 'seven brown remedies', language: 'hi' },
      phone,
    );
    expect(sent).toEqual({ ok: true, value: { sent: true } });
    expect(codeOfFailure(await door.signIn({ email, password: 'seven brown remedies' }, phone))).toBe(
      'unauthenticated',
    );
    const token = await linkIn(email, 'verify_email');
    const { personId, tokens } = signedIn(orThrow(await door.verifyEmail({ token }, phone)));
    expect(claimsOf(tokens)).toMatchObject({ sub: personId, grants: [{ role: 'customer', scope: 'own' }] });
    expect(await db.query(sql`select kind, status, language from ${people} where id = ${personId}`)).toEqual([
      { kind: 'customer', status: 'active', language: 'hi' },
    ]);
  });

  it('keeps no address and no name in plain text', async () => {
    const { personId, email } = await makeAccount(open());
    const [row] = await engine.db.query<{ all: string }>(sql`select row_to_json(u)::text || row_to_json(p)::text as all
      from ${authUsers} u join ${people} p on p.id = u.id where u.id = ${personId}`);
    expect(row?.all).toContain('@blind.invalid');
    expect(row?.all).not.toContain(email);
    expect(row?.all).not.toContain('Asha');
    const [mail] = await engine.db.query<{ all: string }>(
      sql`select string_agg(row_to_json(m)::text, '') as all from ${messages} m`,
    );
    expect(mail?.all).not.toContain(email);
  });

  it('answers the same for a known address, and tells its owner', async () => {
    const { email } = await makeAccount(open());
    const again = await identity.door.signUp(
      { name: 'Somebody', email: ` ${email.toUpperCase()}`.trim(), password: 'another long password', language: 'en' },
      laptop,
    );
    expect(again).toEqual({ ok: true, value: { sent: true } });
    const [mail] = await identity.mailsTo(email);
    expect(mail).toMatchObject({ purpose: 'account.address_known', title: 'You have an account already' });
    expect(mail?.text).not.toContain('token=');
  });

  it.each([
    ['too short', 'short'],
    ['too long', 'x y z '.repeat(30)],
    ['the address', 'weak@example.com'],
    ['a common one', 'Password123!'],
    ['a walk over the keyboard', 'qwertyuiop'],
  ])('refuses a password that is %s and names the field', async (_, password) => {
    const answer = await open().door.signUp(
      { name: 'Asha Rao', email: 'weak@example.com', password, language: 'en' },
      phone,
    );
    expect(answer).toMatchObject({ ok: false, failure: { code: 'invalid_input', errors: [{ path: 'password' }] } });
    expect(JSON.stringify(answer)).not.toContain(password);
  });

  it('takes nobody’s password when two have signed up with one address: the mailbox decides, and sets one', async () => {
    const { door, linkIn } = open();
    const email = 'wanted-by-two@example.com';
    const signUp = (password: string, visitor: Visitor) =>
      door.signUp({ name: 'Asha', email, password, language: 'en' }, visitor);
    orThrow(await signUp('seven brown remedies', phone));
    identity.clock.advanceMs(1_000);
    orThrow(await signUp('a password of the thief', laptop));
    identity.clock.advanceMs(1_000);
    orThrow(await door.resendVerification({ email }, phone));
    const { tokens } = signedIn(orThrow(await door.verifyEmail({ token: await linkIn(email, 'verify_email') }, phone)));
    expect(orThrow(await door.me(ownOf(tokens))).hasPassword).toBe(false);
    for (const password of ['seven brown remedies', 'a password of the thief'])
      expect(codeOfFailure(await door.signIn({ email, password }, laptop))).toBe('unauthenticated');
    orThrow(await door.requestPasswordReset({ email, language: 'en' }, phone));
    const token = await linkIn(email, 'password_reset');
    orThrow(await door.resetPassword({ token, password: 'seven brown remedies' }, phone));
    signedIn(orThrow(await door.signIn({ email, password: 'seven brown remedies' }, phone)));
  });

  it('carries no words of a stranger to an address that nobody has proved', async () => {
    const { door, mailsTo } = open();
    const email = 'bystander@example.com';
    const name = 'you have won: https://prize.example';
    orThrow(await door.signUp({ name, email, password: 'seven brown remedies', language: 'en' }, phone));
    orThrow(await door.resendVerification({ email }, phone));
    const mails = await mailsTo(email);
    expect(mails).toHaveLength(2);
    for (const { title, text, html } of mails) expect(`${title} ${text} ${html}`).not.toContain('prize');
  });

  it('sends the link again, and the one before it is spent', async () => {
    const { door, linkIn } = open();
    const email = 'again@example.com';
    orThrow(await door.signUp({ name: 'Asha', email, password: 'seven brown remedies', language: 'en' }, phone));
    const first = await linkIn(email, 'verify_email');
    identity.clock.advanceMs(60_000);
    orThrow(await door.resendVerification({ email }, phone));
    const second = await linkIn(email, 'verify_email');
    expect(second).not.toBe(first);
    expect(codeOfFailure(await door.verifyEmail({ token: first }, phone))).toBe('expired');
    signedIn(orThrow(await door.verifyEmail({ token: second }, phone)));
    expect(await door.resendVerification({ email: 'nobody@example.com' }, phone)).toEqual({
      ok: true,
      value: { sent: true },
    });
  });

  it('lets a link go after a day', async () => {
    const { door, linkIn, clock } = open();
    const email = 'late@example.com';
    orThrow(await door.signUp({ name: 'Asha', email, password: 'seven brown remedies', language: 'en' }, phone));
    clock.advanceMs(24 * 3_600_000);
    const token = await linkIn(email, 'verify_email');
    expect(codeOfFailure(await door.verifyEmail({ token }, phone))).toBe('expired');
  });

  it('asks for the mail to be sent at once, with the mail itself', async () => {
    await makeAccount(open());
    const rows = await engine.db.query(sql`select 1 from ${events} where type = 'account.mail_queued'
      and subject in (select 'message:' || id from ${messages})`);
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('access tokens', () => {
  it('are signed by a published key, for ten minutes and for the API alone', async () => {
    const { tokens, personId } = await makeAccount(open());
    const keys = createLocalJWKSet({ keys: (await identity.door.jwks()).keys as never });
    const { payload, protectedHeader } = await jwtVerify(tokens.accessToken, keys, {
      issuer: ACCESS_ISSUER,
      audience: ACCESS_AUDIENCE,
      algorithms: ['ES256'],
      currentDate: identity.clock.now(),
    });
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(payload).toMatchObject({ sub: personId });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
    expect(payload.jti).toBeDefined();
    expect(JSON.stringify(await identity.door.jwks())).not.toContain('"d":');
  });

  it('come from a new key after a month, while the old one is still published', async () => {
    const account = await makeAccount(open());
    const before = (await identity.door.jwks()).keys.length;
    identity.clock.advanceMs(30 * 86_400_000 - 60_000);
    const renewed = orThrow(await identity.door.refresh({ refreshToken: account.tokens.refreshToken }, phone));
    identity.clock.advanceMs(6 * 60_000);
    const after = orThrow(await identity.door.refresh({ refreshToken: renewed.refreshToken }, phone));
    expect((await identity.door.jwks()).keys.length).toBeGreaterThan(before);
    const keys = createLocalJWKSet({ keys: (await identity.door.jwks()).keys as never });
    await jwtVerify(after.accessToken, keys, { currentDate: identity.clock.now() });
    await jwtVerify(renewed.accessToken, keys, { currentDate: identity.clock.now() });
  });
});
