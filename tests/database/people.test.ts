import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createPerson,
  createRole,
  getPerson,
  giveGrant,
  listGrants,
  listPeople,
  readAccount,
  readGrantClaims,
  restorePerson,
  revokeGrant,
  suspendPerson,
  verifyDoctor,
} from '#modules/identity';
import { isDuplicateIn } from '#platform/database-errors';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';
import { auditOf, type Office, openOfficeWithoutOwners, refusal, rolesOf } from './staff.ts';

describe.each(engines)('people on $name', (kind) => {
  let engine: Engine;
  let office: Office;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    office = await openOfficeWithoutOwners(engine.db);
  });

  describe('what a token carries', () => {
    it('is what the person holds now: nothing revoked, nothing run out', async () => {
      const owner = await office.join('owner');
      const clerk = await office.join('cashier', 'all', { expiresAt: '2026-11-22T13:00:00.000Z' });
      expect(await rolesOf(office, clerk.personId)).toEqual(['cashier', 'customer']);
      const given = await giveGrant(office.as(owner), {
        personId: clerk.personId,
        grant: { role: 'analyst', scope: 'all' },
      });
      expect(await rolesOf(office, clerk.personId)).toEqual(['analyst', 'cashier', 'customer']);
      await revokeGrant(office.as(owner), { grantId: given.id });
      expect(await rolesOf(office, clerk.personId)).toEqual(['cashier', 'customer']);
      office.clock.advanceMs(3_600_000);
      expect(await rolesOf(office, clerk.personId)).toEqual(['customer']);
    });

    it('carries stores, limits and the end of a grant', async () => {
      const storeId = await office.newStore();
      const limits = { discountBasisPoints: 500 };
      const clerk = await office.join('cashier', [storeId], { limits, expiresAt: '2026-11-22T13:00:00.900Z' });
      const claims = await readGrantClaims(office.db, clerk.personId, office.clock.now());
      expect(claims).toContainEqual({
        role: 'cashier',
        scope: [storeId],
        limits,
        until: Date.parse('2026-11-22T13:00:00Z') / 1000,
      });
    });

    it('is nothing for somebody who is suspended, whose account is told of all the same', async () => {
      const owner = await office.join('owner');
      const clerk = await office.join('cashier');
      await suspendPerson(office.as(owner), { personId: clerk.personId, reason: 'Left' });
      expect(await rolesOf(office, clerk.personId)).toEqual([]);
      expect(await readAccount(office.db, clerk.personId, office.clock.now())).toMatchObject({
        status: 'suspended',
        kind: 'staff',
      });
    });

    it('leaves out permissions that the code no longer knows', async () => {
      const clerk = await office.join(null);
      await office.db.batch([
        sql`insert into custom_roles (id, name, permissions, created_by, created_at)
          values (${randomIds.next()}, ${`Old ${clerk.personId}`}, '{orders.read,orders.fly}', 'test', now())`,
        sql`insert into role_grants (id, person_id, custom_role_id, scope, store_ids, limits, kind, granted_by, granted_at)
          select ${randomIds.next()}, ${clerk.personId}, id, 'all', '{}', '{}', 'standing', 'test', now()
          from custom_roles where name = ${`Old ${clerk.personId}`}`,
      ]);
      const claims = await readGrantClaims(office.db, clerk.personId, office.clock.now());
      expect(claims).toContainEqual({ permissions: ['orders.read'], scope: 'all' });
    });
  });

  describe('a person', () => {
    it('is made once, and an address belongs to one', async () => {
      const person = {
        kind: 'customer',
        name: 'Asha',
        email: 'Once@Example.com ',
        language: 'en',
        grantedBy: 'sign_up',
      } as const;
      const statements = await createPerson(office.platform, { ...person, id: randomIds.next() });
      await office.db.batch(statements);
      await office.db.batch(statements);
      const again = createPerson(office.platform, { ...person, email: 'once@example.com', id: randomIds.next() });
      const error = await office.db.batch(await again).catch((cause: unknown) => cause);
      expect(isDuplicateIn(error, 'people')).toBe(true);
      const stored = await office.db.query(sql`select name, email from people where name is not null`);
      expect(JSON.stringify(stored)).not.toMatch(/Asha|once/i);
    });
  });

  describe('somebody who is suspended', () => {
    it('loses sessions and tokens, and comes back by the same hand', async () => {
      const owner = await office.join('owner');
      const clerk = await office.join('cashier');
      const { personId } = clerk;
      const suspended = await suspendPerson(office.as(owner), { personId, reason: 'Till did not balance' });
      expect(suspended).toMatchObject({ status: 'suspended', inForceEverywhere: true });
      expect([office.ended, office.revoked]).toEqual([[personId], [{ kind: 'person', personId }]]);
      expect(await refusal(suspendPerson(office.as(owner), { personId, reason: 'Twice' }))).toBe('conflict');
      expect(await restorePerson(office.as(owner), { personId, reason: 'It did' })).toMatchObject({ status: 'active' });
      expect(await rolesOf(office, personId)).toEqual(['cashier', 'customer']);
      expect(await auditOf(office.db, personId)).toMatchObject([
        {
          action: 'people.suspend',
          reason: 'Till did not balance',
          before: { status: 'active' },
          after: { status: 'suspended' },
        },
        { action: 'people.restore', reason: 'It did', before: { status: 'suspended' }, after: { status: 'active' } },
      ]);
    });
  });

  describe('the right to suspend in one store', () => {
    it('does not reach people of another one, whatever else is held there', async () => {
      const [pune, mumbai] = [await office.newStore(), await office.newStore()];
      const [owner, joined] = [await office.join('owner'), await office.join('store_manager', [mumbai])];
      const role = await createRole(office.as(owner), { name: randomIds.next(), permissions: ['people.suspend'] });
      const grant = { customRoleId: role.id, scope: [pune] };
      await giveGrant(office.as(owner), { personId: joined.personId, grant });
      const both = office.as(await office.renew(joined));
      const [there, doctor] = [await office.join('cashier', [mumbai]), await office.join('doctor', 'own')];
      for (const { personId } of [there, doctor]) {
        expect(await refusal(suspendPerson(both, { personId, reason: 'Because I can' }))).toBe('not_found');
        expect(await refusal(restorePerson(both, { personId, reason: 'Because I can' }))).toBe('not_found');
      }
    });
  });

  describe('the right to read roles in one store', () => {
    it('tells nothing of what people of another one hold', async () => {
      const [pune, mumbai] = [await office.newStore(), await office.newStore()];
      const [owner, joined] = [await office.join('owner'), await office.join('store_manager', [mumbai])];
      const role = await createRole(office.as(owner), { name: randomIds.next(), permissions: ['roles.read'] });
      const grant = { customRoleId: role.id, scope: [pune] };
      await giveGrant(office.as(owner), { personId: joined.personId, grant });
      const both = office.as(await office.renew(joined));
      const [here, there] = [await office.join('cashier', [pune]), await office.join('cashier', [mumbai])];
      const rolesShown = async ({ personId }: { personId: string }) =>
        (await listGrants(both, { personId })).data
          .map((given) => given.role ?? '')
          .toSorted((a, b) => a.localeCompare(b));
      expect(await rolesShown(here)).toEqual(['cashier', 'customer']);
      for (const other of [there, owner]) expect(await rolesShown(other)).toEqual([]);
    });
  });

  describe('the register of people', () => {
    it('shows contacts to those who may read them, and masks them for the others', async () => {
      const [owner, clerk] = [await office.join('owner'), await office.join('customer', 'own')];
      const whole = await getPerson(office.as(owner), { personId: clerk.personId });
      expect(whole).toMatchObject({ contactShown: true, email: expect.stringMatching(/^asha\.rao/) as string });
      const storeId = await office.newStore();
      const manager = await office.join('store_manager', [storeId]);
      const cashier = await office.join('cashier', [storeId]);
      const masked = await getPerson(office.as(manager), { personId: cashier.personId });
      expect(masked).toMatchObject({
        contactShown: false,
        email: 'a•••@example.com',
        name: expect.stringMatching(/^A••• R••• /) as string,
      });
    });

    it('shows contacts only where the permission to read them holds', async () => {
      const [pune, mumbai] = [await office.newStore(), await office.newStore()];
      const owner = await office.join('owner');
      const joined = await office.join('hr', [pune]);
      const grant = { role: 'store_manager' as const, scope: [mumbai] };
      await giveGrant(office.as(owner), { personId: joined.personId, grant });
      const both = office.as(await office.renew(joined));
      const [here, there] = [await office.join('cashier', [pune]), await office.join('cashier', [mumbai])];
      expect(await getPerson(both, { personId: here.personId })).toMatchObject({ contactShown: true });
      expect(await getPerson(both, { personId: there.personId })).toMatchObject({
        contactShown: false,
        email: 'a•••@example.com',
      });
      const { data } = await listPeople(both, { kind: 'staff' });
      expect(data.find(({ id }) => id === there.personId)).toMatchObject({ contactShown: false });
    });

    it('finds somebody by the exact address or number, however it is written', async () => {
      const owner = await office.join('owner');
      const { personId } = await office.join('customer', 'own');
      const { email, phone } = await getPerson(office.as(owner), { personId });
      const found = await listPeople(office.as(owner), { email: String(email).toUpperCase() });
      expect(found.data.map(({ id }) => id)).toEqual([personId]);
      const spaced = `${String(phone).slice(0, 3)} ${String(phone).slice(3, 8)}-${String(phone).slice(8)}`;
      expect((await listPeople(office.as(owner), { phone: spaced })).data.map(({ id }) => id)).toEqual([personId]);
    });

    it('gives everybody once, page by page', async () => {
      const owner = await office.join('owner');
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listPeople(office.as(owner), { limit: 7, ...(cursor !== undefined && { cursor }) });
        ids.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      const [row] = await office.db.query<{ n: number }>(sql`select count(*)::int as n from people`);
      expect(new Set(ids).size).toBe(row?.n);
      expect(ids).toHaveLength(row?.n ?? 0);
    });

    it('shows a store manager whoever works there and not the rest of the company', async () => {
      const [pune, mumbai] = [await office.newStore(), await office.newStore()];
      const manager = await office.join('store_manager', [pune]);
      const [here, there] = [await office.join('cashier', [pune]), await office.join('cashier', [mumbai])];
      const { data } = await listPeople(office.as(manager), { kind: 'staff' });
      expect(data.map(({ id }) => id).toSorted((a, b) => a.localeCompare(b))).toEqual(
        [manager.personId, here.personId].toSorted((a, b) => a.localeCompare(b)),
      );
      expect(await refusal(getPerson(office.as(manager), { personId: there.personId }))).toBe('not_found');
      expect(await refusal(listPeople(office.as(here), {}))).toBe('forbidden');
    });

    it('records who has found a doctor in the council’s register', async () => {
      const owner = await office.join('owner');
      const doctor = await office.join('doctor', 'own');
      const entry = { registrationNumber: 'MH-1021', council: 'Maharashtra Council of Homoeopathy' };
      const verified = await verifyDoctor(office.as(owner), { personId: doctor.personId, ...entry });
      expect(verified.registration).toEqual({
        number: 'MH-1021',
        council: entry.council,
        verifiedAt: office.clock.now().toISOString(),
        verifiedBy: owner.personId,
      });
      const patient = await office.join('customer', 'own');
      expect(await refusal(verifyDoctor(office.as(owner), { personId: patient.personId, ...entry }))).toBe('conflict');
    });
  });
});
