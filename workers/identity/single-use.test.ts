import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessions } from '#db/schema/identity';
import { invitations, people, roleGrants } from '#db/schema/people';
import { orThrow } from '#platform/errors';
import { hashSecret, newSecret, randomIds } from '#platform/ids';
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
  phone,
  race,
  signedIn,
} from './identity.test-support.ts';

describe.each(engines)('what is good once, on $name', (kind) => {
  let engine: Engine;
  let identity: Identity;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());

  const open = () => {
    identity = openTestIdentity(engine.db);
    return identity;
  };

  const sessionsOf = async (personId: string): Promise<number> => {
    const rows = await engine.db.query(sql`select 1 from ${sessions} where person_id = ${personId}`);
    return rows.length;
  };

  /** An invitation as the staff's verb writes it. */
  async function invite(email: string, grant: unknown): Promise<string> {
    const token = newSecret('inv');
    const now = identity.clock.now();
    await engine.db.query(sql`insert into ${invitations}
      (id, token_hash, email, email_index, kind, "grant", invited_by, invited_at, expires_at)
    values (${randomIds.next()}, ${await hashSecret(token)}, '', ${await identity.personal.indexOf('email', email)},
      'staff', ${JSON.stringify(grant)}::jsonb, 'person:somebody', ${now.toISOString()},
      ${new Date(now.getTime() + 86_400_000).toISOString()})`);
    return token;
  }

  describe('of fifty at once, exactly one', () => {
    it('makes the account of a verification link', async () => {
      const { door, linkIn } = open();
      const email = 'fifty@example.com';
      orThrow(await door.signUp({ name: 'Asha', email, password: 'seven brown remedies', language: 'en' }, phone));
      const token = await linkIn(email, 'verify_email');
      const { won, lost } = await race(() => door.verifyEmail({ token }, phone));
      expect(won).toHaveLength(1);
      expect(new Set(lost)).toEqual(new Set(['expired']));
      const { personId } = signedIn(
        won[0] ?? { kind: 'second_factor', challenge: '', expiresInSeconds: 0, methods: [] },
      );
      expect(await sessionsOf(personId)).toBe(1);
    });

    it('has the address, when somebody signed up five times and opened every link', async () => {
      const { door, db } = open();
      const email = 'twice@example.com';
      const links: string[] = [];
      for (let i = 0; i < 5; i++) {
        identity.clock.advanceMs(1_000);
        orThrow(await door.signUp({ name: 'Asha', email, password: 'seven brown remedies', language: 'en' }, phone));
        links.push(await identity.linkIn(email, 'verify_email'));
      }
      const answers = await Promise.all(links.map((token) => door.verifyEmail({ token }, phone)));
      expect(answers.map(codeOfFailure).filter((failure) => failure === 'expired')).toHaveLength(4);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      const index = await identity.personal.indexOf('email', email);
      expect(await db.query(sql`select 1 from ${people} where email_index = ${index}`)).toHaveLength(1);
    });

    it('signs in with a magic link', async () => {
      const { email, personId } = await makeAccount(open());
      orThrow(await identity.door.requestMagicLink({ email, language: 'en' }, phone));
      const token = await identity.linkIn(email, 'magic_link');
      const { won, lost } = await race(() => identity.door.useMagicLink({ token }, phone));
      expect(won).toHaveLength(1);
      expect(new Set(lost)).toEqual(new Set(['expired']));
      expect(await sessionsOf(personId)).toBe(2);
    });

    it('sets the password of a reset link', async () => {
      const { email } = await makeAccount(open());
      orThrow(await identity.door.requestPasswordReset({ email, language: 'en' }, phone));
      const token = await identity.linkIn(email, 'password_reset');
      let number = 0;
      const { won, lost } = await race(() => {
        number += 1;
        return identity.door.resetPassword({ token, password: `new password of caller ${number}` }, phone);
      });
      expect(won).toHaveLength(1);
      expect(new Set(lost)).toEqual(new Set(['expired']));
    });

    it('opens a session with a challenge and the code of an app', async () => {
      const account = await makeAccount(open());
      const app = await addTotp(identity, account);
      const { challenge } = challenged(orThrow(await identity.door.signIn(account.credentials, laptop)));
      const code = await app.code();
      const answer = { challenge, method: 'totp', code } as const;
      const { won, lost } = await race(() => identity.door.answerSecondFactor(answer, laptop));
      expect(won).toHaveLength(1);
      expect(new Set(lost)).toEqual(new Set(['expired']));
      expect(await sessionsOf(account.personId)).toBe(2);
    });

    it('uses the code of an app, with a challenge each', async () => {
      const account = await makeAccount(open());
      const app = await addTotp(identity, account);
      const challenges: string[] = [];
      for (let i = 0; i < 8; i++) {
        challenges.push(challenged(orThrow(await identity.door.signIn(account.credentials, laptop))).challenge);
      }
      const code = await app.code();
      const answers = await Promise.all(
        challenges.map((challenge) => identity.door.answerSecondFactor({ challenge, method: 'totp', code }, laptop)),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await sessionsOf(account.personId)).toBe(2);
    });

    it('uses a recovery code', async () => {
      const account = await makeAccount(open());
      const { recoveryCodes } = await addTotp(identity, account);
      const challenges: string[] = [];
      for (let i = 0; i < 8; i++) {
        challenges.push(challenged(orThrow(await identity.door.signIn(account.credentials, laptop))).challenge);
      }
      const code = recoveryCodes[0] ?? '';
      const answers = await Promise.all(
        challenges.map((challenge) =>
          identity.door.answerSecondFactor({ challenge, method: 'recovery_code', code }, laptop),
        ),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      const { tokens } = signedIn(orThrow(answers.find(({ ok }) => ok) ?? answers[0] ?? fails()));
      expect(
        orThrow(await identity.door.me({ ...account.own, sessionId: String(claimsOf(tokens).sid) })),
      ).toMatchObject({
        recoveryCodesLeft: 9,
      });
    });

    it('takes an invitation, and gets what it gives', async () => {
      const { door, linkIn } = open();
      const email = 'cashier@example.com';
      const storeId = randomIds.next();
      const invitation = await invite(email, { role: 'cashier', scope: [storeId], limits: {}, expiresAt: null });
      const input = { name: 'Rohan', email, password: 'seven brown remedies', language: 'en', invitation };
      orThrow(await door.signUp(input, phone));
      const token = await linkIn(email, 'verify_email');
      const { won, lost } = await race(() => door.verifyEmail({ token }, phone));
      expect(won).toHaveLength(1);
      expect(new Set(lost)).toEqual(new Set(['expired']));
      const { tokens, personId } = signedIn(won[0] ?? fails());
      expect(claimsOf(tokens).grants).toContainEqual({ role: 'cashier', scope: [storeId] });
      expect(await engine.db.query(sql`select 1 from ${roleGrants} where person_id = ${personId}`)).toHaveLength(2);
    });
  });

  const fails = (): never => {
    throw new Error('Nobody won');
  };

  describe('an invitation', () => {
    it('is worth nothing to another address, and nothing is made then', async () => {
      const { door, linkIn } = open();
      const invitation = await invite('invited@example.com', { role: 'owner', scope: 'all' });
      const email = 'thief@example.com';
      orThrow(
        await door.signUp({ name: 'T', email, password: 'seven brown remedies', language: 'en', invitation }, phone),
      );
      const token = await linkIn(email, 'verify_email');
      expect(codeOfFailure(await door.verifyEmail({ token }, phone))).toBe('expired');
      const index = await identity.personal.indexOf('email', email);
      expect(await engine.db.query(sql`select 1 from ${people} where email_index = ${index}`)).toEqual([]);
    });
  });
});
