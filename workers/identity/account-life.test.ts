import { sql } from 'drizzle-orm';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '#db/schema/campaigns';
import { authUsers } from '#db/schema/identity';
import { people } from '#db/schema/people';
import { events } from '#db/schema/platform';
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

describe('signing in with a password', () => {
  it('says the same for a wrong password and for an unknown address', async () => {
    const { email } = await makeAccount(open());
    const wrong = await identity.door.signIn({ email, password: 'not the password' }, phone);
    const unknown = await identity.door.signIn({ email: 'nobody@example.com', password: 'not the password' }, phone);
    expect(wrong).toEqual(unknown);
    expect(codeOfFailure(wrong)).toBe('unauthenticated');
  });

  it('takes about as long for an unknown address', async () => {
    const { email } = await makeAccount(open());
    const timed = async (address: string) => {
      const startedAt = performance.now();
      await identity.door.signIn({ email: address, password: 'not the password' }, phone);
      return performance.now() - startedAt;
    };
    const known = [await timed(email), await timed(email), await timed(email)];
    const unknown = [await timed('x@example.com'), await timed('y@example.com'), await timed('z@example.com')];
    const ratio = Math.min(...known) / Math.min(...unknown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('stops a guesser after ten tries, known account or not, and says when to come back', async () => {
    const { email, password } = await makeAccount(open());
    for (const address of [email, 'nobody-at-all@example.com']) {
      for (let i = 0; i < 10; i++)
        await identity.door.signIn({ email: address, password: `guess number ${i}` }, laptop);
      const answer = await identity.door.signIn({ email: address, password }, laptop);
      expect(answer).toMatchObject({ ok: false, failure: { code: 'rate_limited', retryAfterSeconds: 900 } });
    }
    identity.clock.advanceMs(15 * 60_000);
    signedIn(orThrow(await identity.door.signIn({ email, password }, laptop)));
  });

  it('begins to count anew after a right password', async () => {
    const { email, password } = await makeAccount(open());
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 9; i++) await identity.door.signIn({ email, password: 'wrong, wrong' }, phone);
      orThrow(await identity.door.signIn({ email, password }, phone));
    }
  });

  it('stops an address that tries one password at many accounts', async () => {
    const { door } = open();
    const from = { ...laptop, address: '2001:db8:9:9::1' };
    for (let i = 0; i < 50; i++) {
      await door.signIn({ email: `sprayed-${i}@example.com`, password: 'winter is coming' }, from);
    }
    const sameNetwork = { ...from, address: '2001:db8:9:9:ffff::2' };
    const answer = await door.signIn({ email: 'sprayed-51@example.com', password: 'winter is coming' }, sameNetwork);
    expect(codeOfFailure(answer)).toBe('rate_limited');
  });

  it('writes to the person when the device is a new one, and only then', async () => {
    const { email, password } = await makeAccount(open());
    orThrow(await identity.door.signIn({ email, password }, phone));
    expect((await identity.mailsTo(email)).map(({ purpose }) => purpose)).not.toContain('account.new_device');
    orThrow(await identity.door.signIn({ email, password }, laptop));
    const [mail] = await identity.mailsTo(email);
    expect(mail?.purpose).toBe('account.new_device');
    expect(mail?.text).toContain('Firefox on Linux');
    expect(mail?.text).toContain('Mumbai, IN');
  });

  it('refuses whoever is suspended, and renews nothing for them', async () => {
    const { email, password, personId, tokens } = await makeAccount(open());
    await engine.db.query(sql`update ${people} set status = 'suspended' where id = ${personId}`);
    expect(codeOfFailure(await identity.door.signIn({ email, password }, phone))).toBe('forbidden');
    expect(codeOfFailure(await identity.door.refresh({ refreshToken: tokens.refreshToken }, phone))).toBe(
      'unauthenticated',
    );
    expect(codeOfFailure(await identity.door.me(ownOf(tokens)))).toBe('unauthenticated');
  });

  it('refuses what is no address or far too long before it works on it', async () => {
    const { door } = open();
    expect(codeOfFailure(await door.signIn({ email: 'no address', password: 'x' }, phone))).toBe('invalid_input');
    expect(codeOfFailure(await door.signIn({ email: 'a@b.example', password: 'x'.repeat(5_000) }, phone))).toBe(
      'invalid_input',
    );
  });
});

describe('links in mails', () => {
  it('sign in once', async () => {
    const { email } = await makeAccount(open());
    expect(await identity.door.requestMagicLink({ email, language: 'en' }, phone)).toEqual({
      ok: true,
      value: { sent: true },
    });
    const token = await identity.linkIn(email, 'magic_link');
    signedIn(orThrow(await identity.door.useMagicLink({ token }, phone)));
    expect(codeOfFailure(await identity.door.useMagicLink({ token }, phone))).toBe('expired');
  });

  it('are not good for anything else', async () => {
    const { email } = await makeAccount(open());
    orThrow(await identity.door.requestMagicLink({ email, language: 'en' }, phone));
    const token = await identity.linkIn(email, 'magic_link');
    const reset = await identity.door.resetPassword({ token, password: 'a new long password' }, phone);
    expect(codeOfFailure(reset)).toBe('expired');
  });

  it('are answered alike for an unknown address, which gets no mail', async () => {
    const { door, mailsTo } = open();
    for (const ask of [door.requestMagicLink, door.requestPasswordReset]) {
      expect(await ask({ email: 'stranger@example.com', language: 'en' }, phone)).toEqual({
        ok: true,
        value: { sent: true },
      });
    }
    expect(await mailsTo('stranger@example.com')).toEqual([]);
  });

  it('are not sent to one address without end', async () => {
    const { door } = open();
    for (let i = 0; i < 5; i++) orThrow(await door.requestMagicLink({ email: 'f@example.com', language: 'en' }, phone));
    expect(codeOfFailure(await door.requestMagicLink({ email: 'F@example.com', language: 'en' }, laptop))).toBe(
      'rate_limited',
    );
  });
});

describe('a new password', () => {
  it('by a link ends every session and every other link, and is told in a mail', async () => {
    const { email, password, tokens, own } = await makeAccount(open());
    const { door, linkIn, revoked } = identity;
    orThrow(await door.requestMagicLink({ email, language: 'en' }, phone));
    orThrow(await door.requestPasswordReset({ email, language: 'en' }, phone));
    const token = await linkIn(email, 'password_reset');
    const weak = await door.resetPassword({ token, password: 'password12' }, phone);
    expect(codeOfFailure(weak)).toBe('invalid_input');
    orThrow(await door.resetPassword({ token, password: 'a new long password' }, phone));

    expect(revoked).toContainEqual({ kind: 'session', sessionId: own.sessionId });
    expect(codeOfFailure(await door.refresh({ refreshToken: tokens.refreshToken }, phone))).toBe('unauthenticated');
    expect(codeOfFailure(await door.useMagicLink({ token: await linkIn(email, 'magic_link') }, phone))).toBe('expired');
    expect(codeOfFailure(await door.signIn({ email, password }, phone))).toBe('unauthenticated');
    signedIn(orThrow(await door.signIn({ email, password: 'a new long password' }, phone)));
    expect((await identity.mailsTo(email)).map(({ purpose }) => purpose)).toContain('account.password_changed');
  });

  it('by the present one keeps this session and ends the others', async () => {
    const { email, password, own, tokens } = await makeAccount(open());
    const { door, revoked } = identity;
    const other = signedIn(orThrow(await door.signIn({ email, password }, laptop))).tokens;
    const change = { current: password, password: 'a new long password' };
    expect(codeOfFailure(await door.changePassword(own, { ...change, current: 'wrong, wrong' }, phone))).toBe(
      'forbidden',
    );
    orThrow(await door.changePassword(own, change, phone));
    expect(revoked).toEqual([{ kind: 'session', sessionId: ownOf(other).sessionId }]);
    expect(codeOfFailure(await door.refresh({ refreshToken: other.refreshToken }, laptop))).toBe('unauthenticated');
    orThrow(await door.refresh({ refreshToken: tokens.refreshToken }, phone));
  });

  it('is the same password however its characters are composed', async () => {
    const { email, own, password } = await makeAccount(open());
    orThrow(await identity.door.changePassword(own, { current: password, password: 'caf\u00e9 au lait 12' }, phone));
    signedIn(orThrow(await identity.door.signIn({ email, password: 'cafe\u0301 au lait 12' }, phone)));
  });
});
