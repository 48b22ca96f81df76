import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  archiveRole,
  changeRole,
  createRole,
  giveGrant,
  listGrants,
  readGrantClaims,
  revokeGrant,
  suspendPerson,
} from '#modules/identity';
import type { PersonActor } from '#platform/access/actor';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';
import { auditOf, type Office, openOfficeWithoutOwners, refusal, rolesOf } from './staff.ts';

describe.each(engines)('grants on $name', (kind) => {
  let engine: Engine;
  let office: Office;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    office = await openOfficeWithoutOwners(engine.db);
  });

  describe('a grant', () => {
    it('is never given to oneself, by nobody', async () => {
      for (const role of ['owner', 'admin'] as const) {
        const actor = await office.join(role);
        const more = giveGrant(office.as(actor), {
          personId: actor.personId,
          grant: { role: 'cashier', scope: 'all' },
        });
        expect(await refusal(more)).toBe('forbidden');
      }
    });

    it('is never of rights that the giver lacks', async () => {
      const admin = await office.join('admin');
      const { personId } = await office.join(null);
      for (const role of ['owner', 'accountant', 'hr'] as const) {
        expect(await refusal(giveGrant(office.as(admin), { personId, grant: { role, scope: 'all' } }))).toBe(
          'forbidden',
        );
      }
      expect(await refusal(giveGrant(office.as(admin), { personId, grant: { role: 'cashier', scope: 'all' } }))).toBe(
        'done',
      );
      expect(
        await refusal(
          giveGrant(office.as(await office.join('cashier')), { personId, grant: { role: 'cashier', scope: 'own' } }),
        ),
      ).toBe('forbidden');
    });

    it('asks for a second factor, and is refused to keys and the operator', async () => {
      const owner = await office.join('owner');
      const { personId } = await office.join(null);
      const grant = { role: 'cashier', scope: 'all' } as const;
      const key = { kind: 'key', keyId: randomIds.next(), ownerId: owner.personId, grants: owner.grants } as const;
      for (const actor of [{ ...owner, secondFactorAtMs: null }, key, { kind: 'operator' } as const]) {
        expect(await refusal(giveGrant(office.as(actor), { personId, grant }))).toBe('second_factor_required');
      }
    });

    it('is on record with who gave it, and tokens from before are worthless', async () => {
      const owner = await office.join('owner');
      const { personId } = await office.join(null);
      const given = await giveGrant(office.as(owner), { personId, grant: { role: 'cashier', scope: 'all' } });
      expect(given).toMatchObject({ role: 'cashier', inForceEverywhere: true, grantedBy: `person:${owner.personId}` });
      expect(office.revoked).toEqual([{ kind: 'person', personId }]);
      await revokeGrant(office.as(owner), { grantId: given.id });
      expect(await auditOf(office.db, personId)).toMatchObject([
        {
          action: 'grants.give',
          actor: `person:${owner.personId}`,
          before: null,
          after: { role: 'cashier', scope: 'all' },
        },
        {
          action: 'grants.revoke',
          before: { revokedAt: null },
          after: { revokedAt: office.clock.now().toISOString() },
        },
      ]);
      const { data } = await listGrants(office.as(owner), { personId });
      expect(data.map(({ role }) => role).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
        'cashier',
        'customer',
      ]);
    });

    it('stands although nobody could be told, and says so', async () => {
      const owner = await office.join('owner');
      const { personId } = await office.join(null);
      office.breakRevocations = true;
      const given = await giveGrant(office.as(owner), { personId, grant: { role: 'cashier', scope: 'all' } });
      expect(given.inForceEverywhere).toBe(false);
      expect(await rolesOf(office, personId)).toContain('cashier');
    });

    it('is refused for a store, a role or a person that does not exist, and with an end that has passed', async () => {
      const owner = await office.join('owner');
      const { personId } = await office.join(null);
      const give = (grant: Parameters<typeof giveGrant>[1]['grant'], whom = personId) =>
        refusal(giveGrant(office.as(owner), { personId: whom, grant }));
      expect(await give({ role: 'cashier', scope: [randomIds.next()] })).toBe('invalid_input');
      expect(await give({ customRoleId: randomIds.next(), scope: 'all' })).toBe('invalid_input');
      expect(await give({ role: 'cashier', scope: 'all', expiresAt: office.clock.now().toISOString() })).toBe(
        'invalid_input',
      );
      expect(await give({ role: 'cashier', scope: 'all' }, randomIds.next())).toBe('not_found');
    });

    it('of an owner is not an admin’s to take away', async () => {
      const [owner, admin] = [await office.join('owner'), await office.join('admin')];
      await office.join('owner');
      const { data } = await listGrants(office.as(admin), { personId: owner.personId });
      const grantId = data.find(({ role }) => role === 'owner')?.id ?? '';
      expect(await refusal(revokeGrant(office.as(admin), { grantId }))).toBe('forbidden');
      expect(await refusal(suspendPerson(office.as(admin), { personId: owner.personId, reason: 'Coup' }))).toBe(
        'forbidden',
      );
    });
  });

  describe('the last owner', () => {
    const ownerGrant = async (actor: PersonActor) => {
      const [row] = await office.db.query<{ id: string }>(
        sql`select id from role_grants where person_id = ${actor.personId} and role = 'owner'`,
      );
      return row?.id ?? '';
    };

    it('stays, also when two owners take the right from each other in one moment', async () => {
      for (let round = 0; round < 3; round++) {
        await office.db.query(sql`update role_grants set revoked_at = now() where role = 'owner'`);
        const [a, b] = [await office.join('owner'), await office.join('owner')];
        const [grantA, grantB] = [await ownerGrant(a), await ownerGrant(b)];
        const outcomes = await Promise.all([
          refusal(revokeGrant(office.as(a), { grantId: grantB })),
          refusal(revokeGrant(office.as(b), { grantId: grantA })),
        ]);
        expect(outcomes.toSorted((x, y) => x.localeCompare(y))).toEqual(['conflict', 'done']);
      }
    });

    it('is not suspended, and not counted as one when only borrowed', async () => {
      const [owner, other] = [
        await office.join('owner'),
        await office.join('owner', 'all', { expiresAt: '2027-01-01T00:00:00.000Z' }),
      ];
      expect(await refusal(suspendPerson(office.as(other), { personId: owner.personId, reason: 'Coup' }))).toBe(
        'forbidden',
      );
      const second = await office.join('owner');
      expect(await refusal(suspendPerson(office.as(second), { personId: owner.personId, reason: 'Retired' }))).toBe(
        'done',
      );
      expect(await refusal(revokeGrant(office.as(owner), { grantId: await ownerGrant(second) }))).toBe('conflict');
    });
  });

  describe('a role that the company makes', () => {
    const name = () => `Role ${randomIds.next()}`;

    it('holds nothing that its maker lacks', async () => {
      const admin = await office.join('admin');
      expect(await refusal(createRole(office.as(admin), { name: name(), permissions: ['ledger.post'] }))).toBe(
        'forbidden',
      );
      expect(await refusal(createRole(office.as(admin), { name: name(), permissions: ['orders.read'] }))).toBe('done');
      expect(
        await refusal(createRole(office.as(await office.join('hr')), { name: name(), permissions: ['people.read'] })),
      ).toBe('forbidden');
    });

    it('changes for all who hold it, and ends for all when it is archived', async () => {
      const owner = await office.join('owner');
      const clerk = await office.join(null);
      const role = await createRole(office.as(owner), { name: name(), permissions: ['orders.read'] });
      await giveGrant(office.as(owner), { personId: clerk.personId, grant: { customRoleId: role.id, scope: 'all' } });
      const held = async () =>
        (await readGrantClaims(office.db, clerk.personId, office.clock.now())).flatMap(
          ({ permissions = [] }) => permissions,
        );
      expect(await held()).toEqual(['orders.read']);
      office.revoked.length = 0;
      await changeRole(office.as(owner), { roleId: role.id, permissions: ['orders.read', 'inventory.read'] });
      expect(await held()).toEqual(['orders.read', 'inventory.read']);
      await archiveRole(office.as(owner), { roleId: role.id });
      expect(await held()).toEqual([]);
      expect(office.revoked).toEqual(Array(2).fill({ kind: 'person', personId: clerk.personId }));
      expect(
        await refusal(
          giveGrant(office.as(owner), { personId: clerk.personId, grant: { customRoleId: role.id, scope: 'all' } }),
        ),
      ).toBe('invalid_input');
    });

    it('is no way to more rights for whoever holds it', async () => {
      const [owner, clerk] = [await office.join('owner'), await office.join(null)];
      const role = await createRole(office.as(owner), { name: name(), permissions: ['roles.write', 'roles.read'] });
      await giveGrant(office.as(owner), { personId: clerk.personId, grant: { customRoleId: role.id, scope: 'all' } });
      const holder = await office.renew(clerk);
      const more = { roleId: role.id, permissions: ['roles.write', 'orders.refund'] as const };
      expect(await refusal(changeRole(office.as(holder), { ...more, permissions: [...more.permissions] }))).toBe(
        'forbidden',
      );
      expect(await refusal(createRole(office.as(holder), { name: name(), permissions: ['orders.refund'] }))).toBe(
        'forbidden',
      );
      const friend = await office.join(null);
      expect(
        await refusal(
          giveGrant(office.as(holder), { personId: friend.personId, grant: { role: 'cashier', scope: 'all' } }),
        ),
      ).toBe('forbidden');
      const [admin] = [await office.join('admin')];
      const adminGrants = await listGrants(office.as(holder), { personId: admin.personId });
      const grantId = adminGrants.data.find(({ role: held }) => held === 'admin')?.id ?? '';
      expect(await refusal(revokeGrant(office.as(holder), { grantId }))).toBe('forbidden');
    });

    it('has a name of its own', async () => {
      const owner = await office.join('owner');
      const taken = name();
      await createRole(office.as(owner), { name: taken, permissions: ['orders.read'] });
      expect(await refusal(createRole(office.as(owner), { name: taken, permissions: ['orders.read'] }))).toBe(
        'conflict',
      );
      expect(await refusal(createRole(office.as(owner), { name: 'Store Manager', permissions: ['orders.read'] }))).toBe(
        'invalid_input',
      );
    });
  });
});
