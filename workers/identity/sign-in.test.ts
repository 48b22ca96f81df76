import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessions } from '#db/schema/identity';
import { people } from '#db/schema/people';
import { orThrow } from '#platform/errors';
import { type Engine, engines } from '../../tests/database/engines.ts';
import {
  codeOfFailure,
  doorWith,
  type Identity,
  laptop,
  makeAccount,
  openTestIdentity,
  ownOf,
  phone,
  signedIn,
} from './identity.test-support.ts';
import { hashPassword } from './passwords/hash-password.ts';
import { identityDoor } from './verbs.ts';

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

describe('signing in with a password', () => {
  it('says the same for a wrong password and for an unknown address', async () => {
    const { email } = await makeAccount(open());
    const wrong = await identity.door.signIn({ email, password: 'not the password' }, phone);
    const unknown = await identity.door.signIn({ email: 'nobody@example.com', password: 'not the password' }, phone);
    expect(wrong).toEqual(unknown);
    expect(codeOfFailure(wrong)).toBe('unauthenticated');
  });

  it('works as much for an unknown address: a hash of the password, and as many round trips', async () => {
    const { email } = await makeAccount(open());
    const cost = async (work: () => Promise<unknown>) => {
      const [startedAt, trips] = [performance.now(), engine.db.roundTrips];
      await work();
      return { ms: performance.now() - startedAt, trips: engine.db.roundTrips - trips };
    };
    const hash = await cost(() => hashPassword('not the password'));
    const attempt = (address: string) => identity.door.signIn({ email: address, password: 'not the password' }, phone);
    const unknown = await cost(() => attempt('stranger@example.com'));
    expect(unknown.trips).toBe((await cost(() => attempt(email))).trips);
    // A bound from below alone: how busy this machine is must not decide.
    expect(unknown.ms).toBeGreaterThan(hash.ms / 10);
    for (const ask of ['requestMagicLink', 'requestPasswordReset'] as const) {
      const trips = async (address: string) =>
        (await cost(() => identity.door[ask]({ email: address, language: 'en' }, phone))).trips;
      expect(await trips('stranger@example.com')).toBe(await trips(email));
    }
    const signUp = async (address: string) => {
      const input = { name: 'Asha', email: address, password: 'seven brown remedies', language: 'en' };
      return (await cost(() => identity.door.signUp(input, phone))).trips;
    };
    expect(await signUp('another-stranger@example.com')).toBe(await signUp(email));
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

  it('counts apart from the gateway, whose quotas bear the same names', async () => {
    const { email, password } = await makeAccount(open());
    const subjects = new Set<string>();
    const door = identityDoor((visitor) => {
      const ctx = identity.context(visitor);
      const rateLimiter = (subject: string) => {
        subjects.add(subject);
        return ctx.objects.rateLimiter(subject);
      };
      return { ...ctx, objects: { ...ctx.objects, rateLimiter } };
    });
    await door.signIn({ email, password: 'wrong, wrong' }, phone);
    orThrow(await door.requestMagicLink({ email, language: 'en' }, phone));
    signedIn(orThrow(await door.signIn({ email, password }, phone)));
    expect([...subjects].filter((subject) => subject.includes(phone.address))).toHaveLength(2);
    expect([...subjects].filter((subject) => !subject.startsWith('identity:'))).toEqual([]);
  });

  it('leaves the owner who is in a way to change the password while strangers guess', async () => {
    const { email, password, own } = await makeAccount(open());
    const { door } = identity;
    for (let i = 0; i < 10; i++) await door.signIn({ email, password: `guess number ${i}` }, laptop);
    orThrow(await door.changePassword(own, { current: password, password: 'a new long password' }, phone));
    const wrong = { current: 'wrong, wrong', password: 'another long password' };
    for (let i = 0; i < 10; i++) await door.changePassword(own, wrong, phone);
    const right = { ...wrong, current: 'a new long password' };
    expect(codeOfFailure(await door.changePassword(own, right, phone))).toBe('rate_limited');
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

  it('refuses whoever is suspended while they sign in', async () => {
    const { email, password, personId, own } = await makeAccount(open());
    orThrow(await identity.door.requestMagicLink({ email, language: 'en' }, phone));
    const token = await identity.linkIn(email, 'magic_link');
    const suspend = () => engine.db.query(sql`update ${people} set status = 'suspended' where id = ${personId}`);
    const ways = [
      () => doorWith(identity, suspend).signIn({ email, password }, phone),
      () => doorWith(identity, suspend).useMagicLink({ token }, phone),
    ];
    for (const way of ways) {
      await engine.db.query(sql`update ${people} set status = 'active' where id = ${personId}`);
      expect((await way()).ok).toBe(false);
    }
    expect(await engine.db.query(sql`select id from ${sessions} where person_id = ${personId}`)).toEqual([
      { id: own.sessionId },
    ]);
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
    const input = { email: 'stranger@example.com', language: 'en' };
    for (const ask of ['requestMagicLink', 'requestPasswordReset'] as const) {
      expect(await door[ask](input, phone)).toEqual({
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

  it('ends what is under way with the old one too', async () => {
    const { email, password, own } = await makeAccount(open());
    const { door, linkIn } = identity;
    const newest = 'a new long password';
    const late = doorWith(identity, async () => {
      orThrow(await door.requestPasswordReset({ email, language: 'en' }, phone));
      orThrow(await door.resetPassword({ token: await linkIn(email, 'password_reset'), password: newest }, phone));
    });
    expect(codeOfFailure(await late.signIn({ email, password }, laptop))).toBe('unauthenticated');

    const session = signedIn(orThrow(await door.signIn({ email, password: newest }, phone))).tokens;
    const later = doorWith(identity, async () =>
      orThrow(await door.changePassword(ownOf(session), { current: newest, password: 'an even newer one' }, phone)),
    );
    expect(codeOfFailure(await later.signIn({ email, password: newest }, laptop))).toBe('unauthenticated');
    const stillOpen = await engine.db.query(sql`select id from ${sessions}
      where person_id = ${own.personId} and ended_at is null`);
    expect(stillOpen).toEqual([{ id: ownOf(session).sessionId }]);
  });

  it('is the same password however its characters are composed', async () => {
    const { email, own, password } = await makeAccount(open());
    orThrow(await identity.door.changePassword(own, { current: password, password: 'caf\u00e9 au lait 12' }, phone));
    signedIn(orThrow(await identity.door.signIn({ email, password: 'cafe\u0301 au lait 12' }, phone)));
  });
});
