import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  acceptInvitation,
  archiveRole,
  createInvitation,
  createKey,
  createPerson,
  createRole,
  giveGrant,
  listInvitations,
  revokeInvitation,
  suspendPerson,
} from '#modules/identity';
import type { PersonActor } from '#platform/access/actor';
import { permissionsOf } from '#platform/access/roles';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';
import { auditOf, lettersFor, type Office, openOfficeWithoutOwners, refusal, rolesOf } from './staff.ts';

const DAY_MS = 86_400_000;

describe.each(engines)('invitations on $name', (kind) => {
  let engine: Engine;
  let office: Office;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    office = await openOfficeWithoutOwners(engine.db);
  });

  describe('an invitation', () => {
    const invite = async (actor: PersonActor, email: string, grant?: Parameters<typeof createInvitation>[1]['grant']) =>
      createInvitation(office.as(actor), { email, kind: 'staff', ...(grant && { grant }) });

    async function tokenFor(email: string): Promise<string> {
      const letter = (await lettersFor(office, 'invitation')).find(({ recipient }) => recipient === email);
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
      expect((await lettersFor(office, 'invitation'))[0]?.bodyText).toContain(
        'https://shop.example/sign-up?invitation=inv_',
      );
    });

    it('is written in Hindi to whoever reads Hindi', async () => {
      const owner = await office.join('owner');
      await createInvitation(office.as(owner), { email: 'hindi@example.com', kind: 'customer', language: 'hi' });
      const letter = (await lettersFor(office, 'invitation')).find(
        ({ recipient }) => recipient === 'hindi@example.com',
      );
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
      expect(await rolesOf(office, made?.used_by ?? '')).toEqual(['cashier', 'customer']);
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

    it('of a partner or a dealer is beyond a store', async () => {
      const manager = await office.join('store_manager');
      for (const kind of ['partner', 'dealer'] as const) {
        const invited = {
          email: `${kind}@firm.example`,
          kind,
          ...(kind === 'dealer' && { dealerId: randomIds.next() }),
        };
        expect(await refusal(createInvitation(office.as(manager), invited))).toBe('forbidden');
      }
    });

    it('ends with the rights of whoever sent it', async () => {
      const [owner, admin] = [await office.join('owner'), await office.join('admin')];
      await invite(admin, 'h@example.com', { role: 'admin', scope: 'all' });
      await suspendPerson(office.as(owner), { personId: admin.personId, reason: 'Went to a competitor' });
      expect(await refusal(accept(await tokenFor('h@example.com'), 'h@example.com'))).toBe('expired');
    });

    it('ends with the rights of whose key sent it, too', async () => {
      const [owner, admin] = [await office.join('owner'), await office.join('admin')];
      const { id: keyId } = await createKey(office.as(admin), { name: 'Onboarding', permissions: ['people.invite'] });
      const { personId: ownerId, grants } = admin;
      const email = 'i@example.com';
      await createInvitation(office.as({ kind: 'key', keyId, ownerId, grants }), { email, kind: 'partner' });
      await suspendPerson(office.as(owner), { personId: ownerId, reason: 'Went to a competitor' });
      expect(await refusal(accept(await tokenFor(email), email))).toBe('expired');
    });

    it('ends when whoever sent it is erased, or their custom role', async () => {
      const [owner, admin, trainer] = [await office.join('owner'), await office.join('admin'), await office.join(null)];
      await invite(admin, 'j@example.com', { role: 'cashier', scope: 'all' });
      await office.db.query(sql`update people set status = 'erased' where id = ${admin.personId}`);
      expect(await refusal(accept(await tokenFor('j@example.com'), 'j@example.com'))).toBe('expired');

      const permissions = [...permissionsOf('cashier'), 'people.invite' as const];
      const role = await createRole(office.as(owner), { name: randomIds.next(), permissions });
      const grant = { customRoleId: role.id, scope: 'all' } as const;
      await giveGrant(office.as(owner), { personId: trainer.personId, grant });
      await invite(await office.renew(trainer), 'k@example.com', { role: 'cashier', scope: 'all' });
      await archiveRole(office.as(owner), { roleId: role.id });
      expect(await refusal(accept(await tokenFor('k@example.com'), 'k@example.com'))).toBe('expired');
    });
  });
});
