import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { breakGlass, giveGrant, revokeGrant } from '#modules/identity';
import type { PersonActor } from '#platform/access/actor';
import { type Engine, engines } from './engines.ts';
import { auditOf, lettersFor, type Office, openOfficeWithoutOwners, refusal, rolesOf } from './staff.ts';

describe.each(engines)('break-glass on $name', (kind) => {
  let engine: Engine;
  let office: Office;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    office = await openOfficeWithoutOwners(engine.db);
  });

  describe('a role taken in an emergency', () => {
    const reason = 'The accountant is ill and refunds are due';

    it('is announced to every owner with its reason, in their language, and ends by itself', async () => {
      const storeId = await office.newStore();
      await Promise.all([office.join('owner'), office.join('owner')]);
      const manager = await office.join('store_manager', [storeId]);
      const before = (await lettersFor(office, 'break_glass')).length;
      const taken = await breakGlass(office.as(manager), {
        role: 'accountant',
        stores: [storeId],
        minutes: 30,
        reason,
      });
      expect(taken).toMatchObject({
        kind: 'break_glass',
        scope: [storeId],
        reason,
        expiresAt: '2026-11-22T12:30:00.000Z',
      });
      const letters = (await lettersFor(office, 'break_glass')).slice(before);
      expect(letters).toHaveLength(2);
      for (const letter of letters) expect(letter.bodyText).toContain(reason);
      expect(new Set(letters.map(({ language }) => language))).toEqual(new Set(['en', 'hi']));
      expect(await rolesOf(office, manager.personId)).toContain('accountant');
      office.clock.advanceMs(30 * 60_000);
      expect(await rolesOf(office, manager.personId)).not.toContain('accountant');
      expect(await auditOf(office.db, manager.personId)).toMatchObject([{ action: 'grants.break_glass', reason }]);
    });

    it('can be revoked by an owner before its end', async () => {
      const storeId = await office.newStore();
      const owner = await office.join('owner');
      const manager = await office.join('store_manager', [storeId]);
      const taken = await breakGlass(office.as(manager), {
        role: 'accountant',
        stores: [storeId],
        minutes: 30,
        reason,
      });
      await revokeGrant(office.as(owner), { grantId: taken.id });
      expect(await rolesOf(office, manager.personId)).not.toContain('accountant');
    });

    it('is refused outside one’s stores, without a reason, for longer than an hour, and for an owner’s or admin’s role', async () => {
      const [pune, mumbai] = [await office.newStore(), await office.newStore()];
      await office.join('owner');
      const manager = await office.join('store_manager', [pune]);
      const good = { role: 'accountant', stores: [pune], minutes: 30, reason } as const;
      const take = (change: object, actor: PersonActor = manager) =>
        refusal(breakGlass(office.as(actor), { ...good, stores: [pune], ...change }));
      expect(await take({ stores: [mumbai] })).toBe('forbidden');
      expect(await take({ stores: 'all' })).toBe('forbidden');
      expect(await take({ reason: 'x'.repeat(19) })).toBe('invalid_input');
      expect(await take({ minutes: 61 })).toBe('invalid_input');
      for (const role of ['owner', 'admin', 'customer']) expect(await take({ role })).toBe('invalid_input');
      expect(await take({}, { ...manager, secondFactorAtMs: null })).toBe('second_factor_required');
      expect(await take({}, await office.join('cashier', [pune]))).toBe('forbidden');
    });

    it('is no way to the next one: only a standing right to take it counts', async () => {
      const storeId = await office.newStore();
      const owner = await office.join('owner');
      const manager = await office.join('store_manager', [storeId], { expiresAt: '2026-11-22T12:10:00.000Z' });
      const good: Parameters<typeof breakGlass>[1] = { role: 'store_manager', stores: [storeId], minutes: 60, reason };
      const taken = await breakGlass(office.as(manager), good);
      expect(taken.kind).toBe('break_glass');
      office.clock.advanceMs(11 * 60_000);
      const borrower = { ...(await office.renew(manager)), secondFactorAtMs: office.clock.now().getTime() };
      expect(await rolesOf(office, manager.personId)).toContain('store_manager');
      expect(await refusal(breakGlass(office.as(borrower), good))).toBe('forbidden');
      const again = { personId: manager.personId, grant: { role: 'store_manager', scope: 'all' } } as const;
      await giveGrant(office.as({ ...owner, secondFactorAtMs: office.clock.now().getTime() }), again);
      expect(await breakGlass(office.as(borrower), good)).toMatchObject({ kind: 'break_glass' });
    });

    it('is refused where nobody would be told', async () => {
      const storeId = await office.newStore();
      const manager = await office.join('store_manager', [storeId]);
      expect(
        await refusal(breakGlass(office.as(manager), { role: 'accountant', stores: [storeId], minutes: 30, reason })),
      ).toBe('conflict');
    });
  });
});
