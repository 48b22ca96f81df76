import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authTwoFactors, recoveryCodes as recoveryCodeRows } from '#db/schema/identity';
import { orThrow } from '#platform/errors';
import { type Engine, engines } from '../../tests/database/engines.ts';
import {
  addTotp,
  challenged,
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
import { codeOf, stepAt, stepOf } from './second-factor/one-time-code.ts';

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

describe('one-time codes', () => {
  /** Of RFC 6238, appendix B: `12345678901234567890`, its last six digits. */
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('are those of RFC 6238 at second %i', async (second, code) => {
    expect(await codeOf(secret, stepAt(new Date(second * 1000)))).toBe(code);
  });

  it('are good one step before and after their own, and no longer', async () => {
    const at = new Date('2026-11-22T12:00:00Z');
    const code = await codeOf(secret, stepAt(at));
    const seconds = (offset: number) => stepOf(secret, code, new Date(at.getTime() + offset * 1000));
    expect(await seconds(-30)).toBe(stepAt(at));
    expect(await seconds(59)).toBe(stepAt(at));
    expect(await seconds(60)).toBeUndefined();
    expect(await seconds(-31)).toBeUndefined();
  });
});

describe('a second factor', () => {
  it('counts from its first code on, and gives ten recovery codes', async () => {
    const account = await makeAccount(open());
    const { door } = identity;
    const begun = orThrow(await door.beginTotp(account.own, { password: account.password }));
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Tincture:person-.*secret=[A-Z2-7]{32}&issuer=Tincture/);
    signedIn(orThrow(await door.signIn(account.credentials, phone)));
    expect(orThrow(await door.me(account.own)).secondFactor).toBe(false);

    const code = await codeOf(begun.secret, stepAt(identity.clock.now()));
    const { recoveryCodes, tokens } = orThrow(await door.confirmTotp(account.own, { code }, phone));
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(recoveryCodes[0]).toMatch(/^[a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4}$/);
    expect(claimsOf(tokens)).toMatchObject({ mfa_at: Math.floor(identity.clock.now().getTime() / 1000) });
    expect(orThrow(await door.me(account.own))).toMatchObject({ secondFactor: true, recoveryCodesLeft: 10 });
    expect(codeOfFailure(await door.beginTotp(account.own, { password: account.password }))).toBe('conflict');
  });

  it('is stored neither readable nor guessable', async () => {
    const account = await makeAccount(open());
    const { secret, recoveryCodes } = await addTotp(identity, account);
    const rows = await engine.db.query<{ all: string }>(sql`select row_to_json(t)::text as all from ${authTwoFactors} t
      union all select row_to_json(c)::text from ${recoveryCodeRows} c`);
    const stored = rows.map(({ all }) => all).join();
    for (const plain of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))]) {
      expect(stored).not.toContain(plain);
    }
  });

  it('needs the password to begin', async () => {
    const { own } = await makeAccount(open());
    expect(codeOfFailure(await identity.door.beginTotp(own, { password: 'not the password' }))).toBe('forbidden');
  });

  it.each(['password', 'magic link'])(
    'leaves whoever has shown only a %s with nothing but a challenge',
    async (way) => {
      const account = await makeAccount(open());
      await addTotp(identity, account);
      const { door, linkIn } = identity;
      const firstFactor = async () => {
        if (way === 'password') return door.signIn(account.credentials, laptop);
        orThrow(await door.requestMagicLink({ email: account.email, language: 'en' }, laptop));
        return door.useMagicLink({ token: await linkIn(account.email, 'magic_link') }, laptop);
      };
      const outcome = orThrow(await firstFactor());
      expect(outcome).toEqual({
        kind: 'second_factor',
        challenge: expect.stringMatching(/^chl_/),
        expiresInSeconds: 300,
        methods: ['totp', 'recovery_code'],
      });
      const { challenge } = challenged(outcome);
      expect(codeOfFailure(await door.refresh({ refreshToken: challenge }, laptop))).toBe('unauthenticated');
      expect(codeOfFailure(await door.useMagicLink({ token: challenge }, laptop))).toBe('expired');
      expect(codeOfFailure(await door.resetPassword({ token: challenge, password: 'a new long one' }, laptop))).toBe(
        'expired',
      );
      expect(orThrow(await door.listSessions(account.own))).toHaveLength(1);
    },
  );

  it('opens the session with the code of the app, and the token says when', async () => {
    const account = await makeAccount(open());
    const app = await addTotp(identity, account);
    const { challenge } = challenged(orThrow(await identity.door.signIn(account.credentials, laptop)));
    const answer = { challenge, method: 'totp', code: await app.code() } as const;
    const { tokens } = signedIn(orThrow(await identity.door.answerSecondFactor(answer, laptop)));
    expect(claimsOf(tokens).mfa_at).toBe(Math.floor(identity.clock.now().getTime() / 1000));
    const renewed = orThrow(await identity.door.refresh({ refreshToken: tokens.refreshToken }, laptop));
    expect(claimsOf(renewed).mfa_at).toBe(claimsOf(tokens).mfa_at);
  });

  it('takes no code a second time, for whatever it is shown', async () => {
    const account = await makeAccount(open());
    const app = await addTotp(identity, account);
    const code = await app.code();
    orThrow(await identity.door.stepUp(account.own, { method: 'totp', code }));
    expect(codeOfFailure(await identity.door.stepUp(account.own, { method: 'totp', code }))).toBe('expired');
    const { challenge } = challenged(orThrow(await identity.door.signIn(account.credentials, laptop)));
    const replayed = await identity.door.answerSecondFactor({ challenge, method: 'totp', code }, laptop);
    expect(codeOfFailure(replayed)).toBe('expired');
    identity.clock.advanceMs(30_000);
    const fresh = { challenge, method: 'totp', code: await app.code() } as const;
    signedIn(orThrow(await identity.door.answerSecondFactor(fresh, laptop)));
  });

  it('lets a challenge go after five wrong codes, and after five minutes', async () => {
    const account = await makeAccount(open());
    const app = await addTotp(identity, account);
    const { door } = identity;
    const guessed = challenged(orThrow(await door.signIn(account.credentials, laptop))).challenge;
    for (let i = 0; i < 5; i++) {
      const wrong = await door.answerSecondFactor({ challenge: guessed, method: 'totp', code: '000000' }, laptop);
      expect(codeOfFailure(wrong)).toBe('unauthenticated');
    }
    const right = { challenge: guessed, method: 'totp', code: await app.code() } as const;
    expect(codeOfFailure(await door.answerSecondFactor(right, laptop))).toBe('expired');

    const { challenge } = challenged(orThrow(await door.signIn(account.credentials, laptop)));
    identity.clock.advanceMs(5 * 60_000);
    const late = { challenge, method: 'totp', code: await app.code() } as const;
    expect(codeOfFailure(await door.answerSecondFactor(late, laptop))).toBe('expired');
  });

  it('bears five answers of a challenge even when fifty come at once', async () => {
    const account = await makeAccount(open());
    await addTotp(identity, account);
    const { challenge } = challenged(orThrow(await identity.door.signIn(account.credentials, laptop)));
    const guesses = Array.from({ length: 50 }, (_, i) => String(i).padStart(6, '0'));
    const answers = await Promise.all(
      guesses.map((code) => identity.door.answerSecondFactor({ challenge, method: 'totp', code }, laptop)),
    );
    expect(answers.map(codeOfFailure).filter((failure) => failure !== 'expired')).toHaveLength(5);
  });

  it('bears ten wrong codes in a quarter of an hour, whatever number of challenges', async () => {
    const account = await makeAccount(open());
    const app = await addTotp(identity, account);
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 3; i++) {
      const { challenge } = challenged(orThrow(await identity.door.signIn(account.credentials, laptop)));
      for (let j = 0; j < 4; j++) {
        const wrong = { challenge, method: 'recovery_code', code: 'aaaa-bbbb-cccc' } as const;
        codes.push(codeOfFailure(await identity.door.answerSecondFactor(wrong, laptop)));
      }
    }
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'unauthenticated'));
    expect(codes.slice(10)).toEqual(['rate_limited', 'rate_limited']);
    identity.clock.advanceMs(15 * 60_000);
    orThrow(await identity.door.stepUp(account.own, { method: 'totp', code: await app.code() }));
  });

  it('steps a session up: the tokens before are spent', async () => {
    const account = await makeAccount(open());
    const app = await addTotp(identity, account);
    identity.clock.advanceMs(3_600_000);
    const fresh = orThrow(await identity.door.stepUp(account.own, { method: 'totp', code: await app.code() }));
    expect(ownOf(fresh)).toEqual(account.own);
    expect(claimsOf(fresh).mfa_at).toBe(Math.floor(identity.clock.now().getTime() / 1000));
    expect(codeOfFailure(await identity.door.refresh({ refreshToken: app.tokens.refreshToken }, phone))).toBe(
      'conflict',
    );
    orThrow(await identity.door.refresh({ refreshToken: fresh.refreshToken }, phone));
  });

  it('has a way in without the app: each recovery code once, however it is written', async () => {
    const account = await makeAccount(open());
    const { recoveryCodes } = await addTotp(identity, account);
    const [first = ''] = recoveryCodes;
    const written = ` ${first.replaceAll('-', ' ').toUpperCase()} `;
    orThrow(await identity.door.stepUp(account.own, { method: 'recovery_code', code: written }));
    const again = await identity.door.stepUp(account.own, { method: 'recovery_code', code: first });
    expect(codeOfFailure(again)).toBe('unauthenticated');
    expect(orThrow(await identity.door.me(account.own)).recoveryCodesLeft).toBe(9);
  });

  it('gives new recovery codes for a code of the app; the old ones are worth nothing', async () => {
    const account = await makeAccount(open());
    const app = await addTotp(identity, account);
    const [old = ''] = app.recoveryCodes;
    const renewed = orThrow(await identity.door.renewRecoveryCodes(account.own, { code: await app.code() }, phone));
    const mails = await identity.mailsTo(account.email);
    for (const kind of ['second_factor_added', 'recovery_codes_renewed']) {
      const mail = mails.find(({ purpose }) => purpose === `account.${kind}`);
      expect(mail?.text).toContain('Device: Chrome on Android');
      expect(mail?.text).toContain('Place: Pune, IN');
    }
    expect(renewed.recoveryCodes).toHaveLength(10);
    const answer = await identity.door.stepUp(account.own, { method: 'recovery_code', code: old });
    expect(codeOfFailure(answer)).toBe('unauthenticated');
    orThrow(await identity.door.stepUp(account.own, { method: 'recovery_code', code: renewed.recoveryCodes[0] ?? '' }));
  });

  it('goes with password and code together, and the person gets a mail', async () => {
    const account = await makeAccount(open());
    const app = await addTotp(identity, account);
    const { door } = identity;
    const { password } = account;
    const half = await door.removeTotp(account.own, { password: 'not the password', code: await app.code() }, phone);
    expect(codeOfFailure(half)).toBe('forbidden');
    expect(codeOfFailure(await door.removeTotp(account.own, { password, code: '123456' }, phone))).toBe(
      'unauthenticated',
    );
    orThrow(await door.removeTotp(account.own, { password, code: await app.code() }, phone));
    expect((await identity.mailsTo(account.email))[0]?.purpose).toBe('account.second_factor_removed');
    signedIn(orThrow(await door.signIn(account.credentials, phone)));
  });

  it('stays when the password is reset', async () => {
    const account = await makeAccount(open());
    await addTotp(identity, account);
    orThrow(await identity.door.requestPasswordReset({ email: account.email, language: 'en' }, phone));
    const token = await identity.linkIn(account.email, 'password_reset');
    orThrow(await identity.door.resetPassword({ token, password: 'a new long password' }, phone));
    const outcome = await identity.door.signIn({ email: account.email, password: 'a new long password' }, phone);
    challenged(orThrow(outcome));
  });
});
