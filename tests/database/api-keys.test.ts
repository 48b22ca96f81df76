import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKey, findApiKey, giveGrant, listKeys, revokeGrant, revokeKey, suspendPerson } from '#modules/identity';
import type { PersonActor } from '#platform/access/actor';
import { allows, requirePermission } from '#platform/access/require-permission';
import { hashSecret, randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';
import { auditOf, lettersFor, type Office, openOffice, refusal } from './staff.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe.each(engines)('keys of programs on $name', (kind) => {
  let engine: Engine;
  let office: Office;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(() => {
    office = openOffice(engine.db);
  });

  describe('a key', () => {
    const find = async (key: string) => findApiKey(office.db, await hashSecret(key), office.clock.now());
    const lent = { name: 'Stock mirror', permissions: ['orders.read', 'webhooks.manage'] } as const;
    const create = (actor: PersonActor, permissions: readonly string[] = lent.permissions) =>
      createKey(office.as(actor), { name: lent.name, permissions: [...permissions] as ['orders.read'] });

    it('speaks for its owner with what it was lent, and with nothing else', async () => {
      const owner = await office.join('admin');
      const made = await create(owner);
      expect(made.key).toMatch(/^tk_[0-9a-f]{8}_[\w-]{43}$/);
      expect(made.key.startsWith(`${made.prefix}_`)).toBe(true);
      const found = await find(made.key);
      expect(found?.actor).toMatchObject({ kind: 'key', keyId: made.id, ownerId: owner.personId });
      const nowMs = office.clock.now().getTime();
      const can = (permission: Parameters<typeof allows>[1]) =>
        found !== undefined && allows(found.actor, permission, nowMs);
      expect([can('orders.read'), can('webhooks.manage')]).toEqual([true, true]);
      expect([can('people.read'), can('keys.own'), can('roles.write')]).toEqual([false, false, false]);
    });

    it('is kept as a hash, and shown once', async () => {
      const owner = await office.join('admin');
      const { key, id } = await create(owner);
      const secret = key.split('_').slice(2).join('_');
      const tables = await office.db.query(
        sql`select (select json_agg(k) from api_keys k) as keys, (select json_agg(a) from audit_log a) as audit`,
      );
      expect(JSON.stringify(tables)).not.toContain(secret);
      expect(JSON.stringify(await listKeys(office.as(owner)))).not.toContain(secret);
      expect(await auditOf(office.db, id)).toMatchObject([
        { action: 'keys.create', after: { label: lent.name, plan: 'standard' } },
      ]);
    });

    it('is made of one’s own permissions, by somebody in a session of their own', async () => {
      const partner = await office.join('partner', 'own');
      expect(await refusal(create(partner, ['webhooks.manage']))).toBe('done');
      expect(await refusal(create(partner, ['orders.refund']))).toBe('forbidden');
      expect(await refusal(create({ ...partner, clientId: 'app' }, ['webhooks.manage']))).toBe('forbidden');
      const asKey = office.as({
        kind: 'key',
        keyId: randomIds.next(),
        ownerId: partner.personId,
        grants: partner.grants,
      });
      expect(await refusal(createKey(asKey, { name: 'More', permissions: ['webhooks.manage'] }))).toBe('forbidden');
      expect(await refusal(create(await office.join('customer', 'own'), ['profile.own']))).toBe('forbidden');
      expect(
        await refusal(createKey(office.as(partner), { name: 'Fast', permissions: ['webhooks.manage'], plan: 'high' })),
      ).toBe('invalid_input');
    });

    it('is told to its owner by mail, with the device that made it', async () => {
      const owner = await office.join('admin');
      const visitor = { address: '203.0.113.7', userAgent: 'Firefox/140.0 Linux', place: 'Pune, IN' };
      await createKey({ ...office.as(owner), visitor }, { name: 'Mirror', permissions: ['orders.read'] });
      const letters = await lettersFor(office, 'account.api_key_made');
      const told = letters.filter(({ bodyText }) => bodyText.includes('Firefox on Linux'));
      expect(told.map(({ bodyText }) => bodyText.includes('Pune, IN'))).toEqual([true]);
    });

    it('can never do what asks for a second factor', async () => {
      const owner = await office.join('owner');
      const { key } = await create(owner, ['roles.write']);
      const found = await find(key);
      if (found === undefined) throw new Error('The key is not known');
      expect(() => requirePermission(office.as(found.actor), 'roles.write')).toThrow(
        expect.objectContaining({ code: 'second_factor_required' }) as Error,
      );
    });

    it('loses what its owner loses, and everything when they are suspended', async () => {
      const [boss, clerk] = [await office.join('owner'), await office.join('partner', 'own')];
      const given = await giveGrant(office.as(boss), {
        personId: clerk.personId,
        grant: { role: 'cashier', scope: 'all' },
      });
      const { key } = await create(await office.renew(clerk));
      const mayRead = async () => {
        const found = await find(key);
        return found && allows(found.actor, 'orders.read', office.clock.now().getTime());
      };
      expect(await mayRead()).toBe(true);
      await revokeGrant(office.as(boss), { grantId: given.id });
      expect(await mayRead()).toBe(false);
      await suspendPerson(office.as(boss), { personId: clerk.personId, reason: 'Left' });
      expect(await mayRead()).toBeUndefined();
    });

    it('ends on its day and when it is revoked, which every isolate is told', async () => {
      const owner = await office.join('admin');
      const [brief, revoked] = [
        await createKey(office.as(owner), { name: 'Brief', permissions: ['orders.read'], expiresInDays: 1 }),
        await create(owner),
      ];
      const stranger = await office.join('admin');
      expect(await refusal(revokeKey(office.as(stranger), { keyId: revoked.id }))).toBe('not_found');
      expect(await revokeKey(office.as(owner), { keyId: revoked.id })).toMatchObject({ inForceEverywhere: true });
      expect(office.revoked).toEqual([{ kind: 'key', keyId: revoked.id }]);
      expect(await find(revoked.key)).toBeUndefined();
      expect(await refusal(revokeKey(office.as(owner), { keyId: revoked.id }))).toBe('not_found');
      office.clock.advanceMs(DAY_MS - 1);
      expect(await find(brief.key)).toBeDefined();
      office.clock.advanceMs(1);
      expect(await find(brief.key)).toBeUndefined();
      expect(await find('tk_00000000_made-up')).toBeUndefined();
    });

    it('notes its use at most once a minute, in the statement that finds it', async () => {
      const owner = await office.join('admin');
      const { key } = await create(owner);
      const lastUsed = async () => (await listKeys(office.as(owner))).data[0]?.lastUsedAt;
      expect(await lastUsed()).toBeNull();
      const trips = office.db.roundTrips;
      await find(key);
      expect(office.db.roundTrips - trips).toBe(1);
      const first = office.clock.now().toISOString();
      office.clock.advanceMs(MINUTE_MS);
      await find(key);
      expect(await lastUsed()).toBe(first);
      office.clock.advanceMs(1);
      await find(key);
      expect(await lastUsed()).toBe(office.clock.now().toISOString());
    });
  });
});
