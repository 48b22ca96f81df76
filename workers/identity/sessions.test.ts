import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshTokens, sessions } from '#db/schema/identity';
import { auditLog } from '#db/schema/platform';
import { orThrow } from '#platform/errors';
import { randomIds } from '#platform/ids';
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
  race,
  signedIn,
} from './identity.test-support.ts';
import { identityDoor } from './verbs.ts';

const DAY_MS = 86_400_000;
describe.each(engines)('sessions, on $name', (kind) => {
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

  describe('renewing a session', () => {
    it('gives new tokens of the same session, and the old one is spent', async () => {
      const { tokens, own } = await makeAccount(open());
      identity.clock.advanceMs(60_000);
      const renewed = orThrow(await identity.door.refresh({ refreshToken: tokens.refreshToken }, phone));
      expect(ownOf(renewed)).toEqual(own);
      expect(renewed.refreshToken).not.toBe(tokens.refreshToken);
      expect(claimsOf(renewed).iat).toBe((claimsOf(tokens).iat ?? 0) + 60);
      expect(renewed.refreshExpiresInSeconds).toBe(30 * 86_400);
    });

    it('gives one of fifty tabs a successor and tells the others to wait', async () => {
      const { tokens, own } = await makeAccount(open());
      const { won, lost } = await race(() => identity.door.refresh({ refreshToken: tokens.refreshToken }, phone));
      expect(won).toHaveLength(1);
      expect(new Set(lost)).toEqual(new Set(['conflict']));
      const rows = await engine.db.query(sql`select 1 from ${refreshTokens} where session_id = ${own.sessionId}`);
      expect(rows).toHaveLength(2);
      orThrow(await identity.door.refresh({ refreshToken: won[0]?.refreshToken ?? '' }, phone));
    });

    it('ends the session when a spent token comes back after the grace, and tells the person', async () => {
      const { tokens, own, email } = await makeAccount(open());
      const { door, clock, revoked } = identity;
      const renewed = orThrow(await door.refresh({ refreshToken: tokens.refreshToken }, phone));
      clock.advanceMs(10_000);
      expect(codeOfFailure(await door.refresh({ refreshToken: tokens.refreshToken }, laptop))).toBe('conflict');
      clock.advanceMs(1);
      const { won, lost } = await race(() => door.refresh({ refreshToken: tokens.refreshToken }, laptop));
      expect(won).toEqual([]);
      expect(new Set(lost)).toEqual(new Set(['unauthenticated']));
      expect(revoked).toContainEqual({ kind: 'session', sessionId: own.sessionId });
      expect(codeOfFailure(await door.refresh({ refreshToken: renewed.refreshToken }, phone))).toBe('unauthenticated');
      const mails = (await identity.mailsTo(email)).filter(({ purpose }) => purpose === 'account.session_reuse');
      expect(mails).toHaveLength(1);
      const [row] = await engine.db.query(sql`select end_reason from ${sessions} where id = ${own.sessionId}`);
      expect(row).toEqual({ end_reason: 'reuse' });
    });

    it('forgets spent tokens after a week, so that a session used for months stays small', async () => {
      const { tokens, own } = await makeAccount(open());
      let last = tokens;
      for (let day = 0; day < 20; day++) {
        identity.clock.advanceMs(DAY_MS);
        last = orThrow(await identity.door.refresh({ refreshToken: last.refreshToken }, phone));
      }
      const rows = await engine.db.query(sql`select 1 from ${refreshTokens} where session_id = ${own.sessionId}`);
      expect(rows).toHaveLength(9);
      const forgotten = await identity.door.refresh({ refreshToken: tokens.refreshToken }, phone);
      expect(codeOfFailure(forgotten)).toBe('unauthenticated');
      orThrow(await identity.door.refresh({ refreshToken: last.refreshToken }, phone));
    });

    it('slides for thirty days and ends after half a year, however often it is used', async () => {
      const { tokens } = await makeAccount(open());
      const { door, clock } = identity;
      let last = tokens;
      for (let days = 0; days + 29 < 180; days += 29) {
        clock.advanceMs(29 * DAY_MS);
        last = orThrow(await door.refresh({ refreshToken: last.refreshToken }, phone));
      }
      expect(last.refreshExpiresInSeconds).toBeLessThan(30 * 86_400);
      clock.advanceMs(last.refreshExpiresInSeconds * 1000);
      expect(codeOfFailure(await door.refresh({ refreshToken: last.refreshToken }, phone))).toBe('unauthenticated');
    });

    it('is over after thirty days without use', async () => {
      const { tokens } = await makeAccount(open());
      identity.clock.advanceMs(30 * DAY_MS);
      expect(codeOfFailure(await identity.door.refresh({ refreshToken: tokens.refreshToken }, phone))).toBe(
        'unauthenticated',
      );
    });

    it('refuses what is no refresh token', async () => {
      const { tokens } = await makeAccount(open());
      const { door } = identity;
      for (const refreshToken of ['ref_made-up', tokens.accessToken]) {
        expect(codeOfFailure(await door.refresh({ refreshToken }, phone))).toBe('unauthenticated');
      }
    });
  });

  describe('the sessions of a person', () => {
    it('are listed with device and place, the present one marked', async () => {
      const { email, password, own } = await makeAccount(open());
      identity.clock.advanceMs(1_000);
      orThrow(await identity.door.signIn({ email, password }, laptop));
      expect(orThrow(await identity.door.listSessions(own))).toMatchObject([
        { device: 'Firefox on Linux', place: 'Mumbai, IN', current: false },
        { device: 'Chrome on Android', place: 'Pune, IN', current: true, id: own.sessionId },
      ]);
    });

    it('keep of an address only its network', async () => {
      const { own } = await makeAccount(open());
      const [row] = await engine.db.query(sql`select network from ${sessions} where id = ${own.sessionId}`);
      expect(row).toEqual({ network: '203.0.113.0/24' });
    });

    it('end one by one, all others at once, or all together; each end is told to the isolates first', async () => {
      const { email, password, own, personId } = await makeAccount(open());
      const { door, revoked } = identity;
      const signInAgain = async () => signedIn(orThrow(await door.signIn({ email, password }, laptop))).tokens;
      const [second, third] = [await signInAgain(), await signInAgain()];
      orThrow(await door.revokeSession(own, ownOf(second).sessionId));
      expect(revoked).toEqual([{ kind: 'session', sessionId: ownOf(second).sessionId }]);
      expect(codeOfFailure(await door.listSessions(ownOf(second)))).toBe('unauthenticated');
      expect(orThrow(await door.revokeOtherSessions(own))).toEqual({ ended: 1 });
      expect(codeOfFailure(await door.refresh({ refreshToken: third.refreshToken }, laptop))).toBe('unauthenticated');
      expect(orThrow(await door.endAllSessions(personId))).toEqual({ ended: 1 });
      expect(revoked).toContainEqual({ kind: 'person', personId });
      expect(codeOfFailure(await door.me(own))).toBe('unauthenticated');
    });

    it('cannot be ended by somebody else', async () => {
      const mine = await makeAccount(open());
      const theirs = await makeAccount(identity);
      expect(codeOfFailure(await identity.door.revokeSession(mine.own, theirs.own.sessionId))).toBe('not_found');
      expect(codeOfFailure(await identity.door.revokeSession(mine.own, randomIds.next()))).toBe('not_found');
      expect(codeOfFailure(await identity.door.revokeSession(mine.own, "'; drop table sessions"))).toBe(
        'invalid_input',
      );
      expect(identity.revoked).toEqual([]);
      orThrow(await identity.door.me(theirs.own));
    });

    it('are signed out of for good, as often as it is said', async () => {
      const { own, tokens } = await makeAccount(open());
      orThrow(await identity.door.signOut(own));
      orThrow(await identity.door.signOut(own));
      expect(codeOfFailure(await identity.door.refresh({ refreshToken: tokens.refreshToken }, phone))).toBe(
        'unauthenticated',
      );
    });

    it('are not over before the isolates know it', async () => {
      const { own } = await makeAccount(open());
      const { objects, ...rest } = identity.context(phone);
      const silent = () => ({ ...objects.revocations(), revoke: () => Promise.reject(new Error('no answer')) });
      const cutOff = identityDoor(() => ({ ...rest, objects: { ...objects, revocations: silent } }));
      expect(codeOfFailure(await cutOff.signOut(own))).toBe('unavailable');
      orThrow(await identity.door.signOut(own));
      expect(identity.revoked).toEqual([{ kind: 'session', sessionId: own.sessionId }]);
    });

    it('leave their traces in the audit, without personal data', async () => {
      const { personId, email, password } = await makeAccount(open());
      await identity.door.signIn({ email, password: 'not the password' }, phone);
      const { tokens } = signedIn(orThrow(await identity.door.signIn({ email, password }, phone)));
      orThrow(await identity.door.signOut(ownOf(tokens)));
      const rows = await engine.db.query<{ action: string; actor: string; row: string }>(sql`select action, actor,
      row_to_json(a)::text as row from ${auditLog} a where subject = ${`person:${personId}`} order by id`);
      expect(rows.map(({ action }) => action)).toEqual([
        'identity.signed_up',
        'identity.sign_in_failed',
        'identity.signed_in',
        'identity.session_ended',
      ]);
      expect(rows.map(({ actor }) => actor)).toEqual([
        `person:${personId}`,
        'anonymous',
        `person:${personId}`,
        `person:${personId}`,
      ]);
      expect(rows.map(({ row }) => row).join()).not.toMatch(/@|Asha|203\.0/);
    });
  });
});
