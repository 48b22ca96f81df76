import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  acceptInvitation,
  archiveRole,
  breakGlass,
  changeRole,
  createInvitation,
  createPerson,
  createRole,
  getPerson,
  giveGrant,
  listGrants,
  listInvitations,
  listPeople,
  readAccount,
  readGrantClaims,
  restorePerson,
  revokeGrant,
  revokeInvitation,
  suspendPerson,
  verifyDoctor,
} from '#modules/identity';
import type { PersonActor } from '#platform/access/actor';
import { isDuplicateIn } from '#platform/database-errors';
import { randomIds } from '#platform/ids';
import { openContent, openRecipient } from '../../workers/modules/campaigns/message-content.ts';
import { type Engine, engines } from './engines.ts';
import { auditOf, type Office, openOffice } from './staff.ts';

const DAY_MS = 86_400_000;

describe.each(engines)('people on $name', (kind) => {
  let engine: Engine;
  let office: Office;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    office = openOffice(engine.db);
    // Each test has its own owners: those of the one before are gone.
    await engine.db.query(sql`update role_grants set revoked_at = now() where role = 'owner'`);
  });

  const grantsOf = async (personId: string) =>
    (await readGrantClaims(office.db, personId, office.clock.now()))
      .map(({ role }) => String(role))
      .toSorted((a, b) => a.localeCompare(b));
  const refusal = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: Error & { code?: string }) => error.code ?? error.message,
    );

  /** The letters of a purpose, opened. */
  async function lettersFor(purpose: string) {
    const rows = await office.db.query<Parameters<typeof openRecipient>[1] & { language: string }>(
      sql`select recipient, content, title, body_text, body_html, language from messages where purpose = ${purpose} order by queued_at, id`,
    );
    const { personal } = office.platform;
    return Promise.all(
      rows.map(async (row) => ({
        recipient: await openRecipient(personal, row),
        language: row.language,
        ...(await openContent(personal, row)),
      })),
    );
  }

  describe('what a token carries', () => {
    it('is what the person holds now: nothing revoked, nothing run out', async () => {
      const owner = await office.join('owner');
      const clerk = await office.join('cashier', 'all', { expiresAt: '2026-11-22T13:00:00.000Z' });
      expect(await grantsOf(clerk.personId)).toEqual(['cashier', 'customer']);
      const given = await giveGrant(office.as(owner), {
        personId: clerk.personId,
        grant: { role: 'analyst', scope: 'all' },
      });
      expect(await grantsOf(clerk.personId)).toEqual(['analyst', 'cashier', 'customer']);
      await revokeGrant(office.as(owner), { grantId: given.id });
      expect(await grantsOf(clerk.personId)).toEqual(['cashier', 'customer']);
      office.clock.advanceMs(3_600_000);
      expect(await grantsOf(clerk.personId)).toEqual(['customer']);
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
      expect(await grantsOf(clerk.personId)).toEqual([]);
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

  describe('an invitation', () => {
    const invite = async (actor: PersonActor, email: string, grant?: Parameters<typeof createInvitation>[1]['grant']) =>
      createInvitation(office.as(actor), { email, kind: 'staff', ...(grant && { grant }) });

    async function tokenFor(email: string): Promise<string> {
      const letter = (await lettersFor('invitation')).find(({ recipient }) => recipient === email);
      return decodeURIComponent(/invitation=([^\s"&<]+)/.exec(letter?.bodyText ?? '')?.[1] ?? '');
    }

    const accept = (token: string, email: string, personId = randomIds.next()) =>
      acceptInvitation(office.platform, { token, email, personId }, ({ kind: personKind, grant, grantedBy }) =>
        createPerson(office.platform, {
          id: personId,
          kind: personKind,
          name: 'New',
          email,
          language: 'en',
          grant,
          grantedBy,
        }),
      );

    it('goes to its address with the secret, which nobody else is told', async () => {
      const owner = await office.join('owner');
      const answer = await invite(owner, 'new.one@example.com');
      const token = await tokenFor('new.one@example.com');
      expect(token).toMatch(/^inv_/);
      expect(JSON.stringify([answer, await auditOf(office.db, answer.id)])).not.toContain(token);
      expect(JSON.stringify(await auditOf(office.db, answer.id))).not.toContain('new.one@');
      expect((await lettersFor('invitation'))[0]?.bodyText).toContain('https://shop.example/sign-up?invitation=inv_');
    });

    it('is written in Hindi to whoever reads Hindi', async () => {
      const owner = await office.join('owner');
      await createInvitation(office.as(owner), { email: 'hindi@example.com', kind: 'customer', language: 'hi' });
      const letter = (await lettersFor('invitation')).find(({ recipient }) => recipient === 'hindi@example.com');
      expect(letter?.title).toBe('Tincture की ओर से आपका निमंत्रण');
      expect(letter?.bodyText).toContain('https://shop.example/hi/sign-up?invitation=');
    });

    it('is taken by exactly one of ten who bring it at once, with the rights that it gives', async () => {
      const owner = await office.join('owner');
      const storeId = await office.newStore();
      await invite(owner, 'race@example.com', { role: 'cashier', scope: [storeId] });
      const token = await tokenFor('race@example.com');
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => refusal(accept(token, 'race@example.com'))));
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'expired')).toHaveLength(9);
      const [made] = await office.db.query<{ used_by: string }>(
        sql`select used_by from invitations where used_at is not null order by used_at desc limit 1`,
      );
      expect(await grantsOf(made?.used_by ?? '')).toEqual(['cashier', 'customer']);
    });

    it('opens nothing to another address, after its end, or when it was taken back', async () => {
      const owner = await office.join('owner');
      await invite(owner, 'mine@example.com');
      const token = await tokenFor('mine@example.com');
      expect(await refusal(accept(token, 'other@example.com'))).toBe('expired');
      expect(await refusal(accept('inv_made-up', 'mine@example.com'))).toBe('expired');
      office.clock.advanceMs(7 * DAY_MS);
      expect(await refusal(accept(token, 'mine@example.com'))).toBe('expired');
      const renewed = await office.renew(owner);
      const back = await invite(renewed, 'back@example.com');
      await revokeInvitation(office.as(renewed), { invitationId: back.id });
      expect(await refusal(accept(await tokenFor('back@example.com'), 'back@example.com'))).toBe('expired');
    });

    it('stays open when the account could not be made', async () => {
      const owner = await office.join('owner');
      await invite(owner, 'again@example.com');
      const token = await tokenFor('again@example.com');
      const failing = acceptInvitation(
        office.platform,
        { token, email: 'again@example.com', personId: randomIds.next() },
        async () => [sql`select 1 from there_is_no_such_table`],
      );
      expect(await refusal(failing)).not.toBe('done');
      expect(await refusal(accept(token, 'again@example.com'))).toBe('done');
    });

    it('of a store manager gives a cashier of the own store, and nothing beyond', async () => {
      const [pune, mumbai] = [await office.newStore(), await office.newStore()];
      const manager = await office.join('store_manager', [pune]);
      expect(await refusal(invite(manager, 'a@example.com', { role: 'cashier', scope: [pune] }))).toBe('done');
      expect(await refusal(invite(manager, 'b@example.com', { role: 'cashier', scope: [mumbai] }))).toBe('forbidden');
      expect(await refusal(invite(manager, 'c@example.com', { role: 'cashier', scope: 'all' }))).toBe('forbidden');
      expect(await refusal(invite(manager, 'd@example.com', { role: 'store_manager', scope: [pune] }))).toBe(
        'forbidden',
      );
      const { data } = await listInvitations(office.as(manager), {});
      expect(data.map(({ email, status }) => [email, status])).toEqual([['a•••@example.com', 'open']]);
    });

    it('that gives what asks for a second factor asks for one', async () => {
      const owner = await office.join('owner');
      const unproven = { ...owner, secondFactorAtMs: null };
      expect(await refusal(invite(unproven, 'e@example.com', { role: 'admin', scope: 'all' }))).toBe(
        'second_factor_required',
      );
      expect(await refusal(invite(unproven, 'f@example.com', { role: 'cashier', scope: 'all' }))).toBe('done');
      const app = { ...owner, clientId: 'app' };
      expect(await refusal(invite(app, 'g@example.com', { role: 'admin', scope: 'all' }))).toBe(
        'second_factor_required',
      );
    });

    it('of the operator makes the first owner, and never a second one', async () => {
      const operator = office.as({ kind: 'operator' });
      const first = (email: string) =>
        createInvitation(operator, { email, kind: 'staff', grant: { role: 'owner', scope: 'all' } });
      expect(await refusal(first('first@example.com'))).toBe('done');
      await office.join('owner');
      expect(await refusal(first('second@example.com'))).toBe('second_factor_required');
    });

    it('is refused for an address that has an account', async () => {
      const owner = await office.join('owner');
      await invite(owner, 'known@example.com');
      await accept(await tokenFor('known@example.com'), 'known@example.com');
      expect(await refusal(invite(owner, 'KNOWN@example.com'))).toBe('conflict');
    });

    it('ends with the rights of whoever sent it', async () => {
      const [owner, admin] = [await office.join('owner'), await office.join('admin')];
      await invite(admin, 'h@example.com', { role: 'admin', scope: 'all' });
      await suspendPerson(office.as(owner), { personId: admin.personId, reason: 'Went to a competitor' });
      expect(await refusal(accept(await tokenFor('h@example.com'), 'h@example.com'))).toBe('expired');
    });
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
      expect(await grantsOf(personId)).toContain('cashier');
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
      expect(await grantsOf(personId)).toEqual(['cashier', 'customer']);
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

  describe('a role taken in an emergency', () => {
    const reason = 'The accountant is ill and refunds are due';

    it('is announced to every owner with its reason, in their language, and ends by itself', async () => {
      const storeId = await office.newStore();
      await Promise.all([office.join('owner'), office.join('owner')]);
      const manager = await office.join('store_manager', [storeId]);
      const before = (await lettersFor('break_glass')).length;
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
      const letters = (await lettersFor('break_glass')).slice(before);
      expect(letters).toHaveLength(2);
      for (const letter of letters) expect(letter.bodyText).toContain(reason);
      expect(new Set(letters.map(({ language }) => language))).toEqual(new Set(['en', 'hi']));
      expect(await grantsOf(manager.personId)).toContain('accountant');
      office.clock.advanceMs(30 * 60_000);
      expect(await grantsOf(manager.personId)).not.toContain('accountant');
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
      expect(await grantsOf(manager.personId)).not.toContain('accountant');
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

    it('is refused where nobody would be told', async () => {
      const storeId = await office.newStore();
      const manager = await office.join('store_manager', [storeId]);
      expect(
        await refusal(breakGlass(office.as(manager), { role: 'accountant', stores: [storeId], minutes: 30, reason })),
      ).toBe('conflict');
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
