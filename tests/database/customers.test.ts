import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#db/client';
import { messageFact } from '#modules/campaigns';
import {
  addAddress,
  changeAddress,
  changeMe,
  exportMe,
  exportPersonForStaff,
  getMe,
  listAddresses,
  listConsents,
  PersonExport,
  removeAddress,
  setConsent,
} from '#modules/customers';
import { getOwnOrder, listOwnOrders } from '#modules/orders';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { currentNotice } from '#platform/notice';
import { type Engine, engines } from './engines.ts';
import { actorOf, codeOf, contextFor, home, newPerson, orderOf, type SamplePerson } from './sample-person.ts';

describe.each(engines)('customers on $name', (kind) => {
  let engine: Engine;
  let db: Database;
  beforeAll(async () => {
    engine = await kind.start();
    db = engine.db;
  });
  afterAll(() => engine.stop());

  const asThemselves = (person: SamplePerson, as = {}): Permitted => contextFor(db, actorOf(person.id, as));
  const newCustomer = async () => {
    const person = await newPerson(db);
    return { person, ctx: asThemselves(person) };
  };

  describe('the profile', () => {
    it('is told to its owner, with what they may do', async () => {
      const { person, ctx } = await newCustomer();
      expect(await getMe(ctx)).toMatchObject({
        personId: person.id,
        kind: 'customer',
        name: person.name,
        email: person.email,
        phone: person.phone,
        emailVerified: true,
        hasPassword: true,
        secondFactor: true,
        permissions: expect.arrayContaining(['profile.own', 'orders.place']),
        stores: [],
      });
    });

    it('is changed in parts, sealed and found by its new number', async () => {
      const { person, ctx } = await newCustomer();
      expect(await changeMe(ctx, { name: 'Asha Kulkarni', phone: '98200 12345' })).toMatchObject({
        name: 'Asha Kulkarni',
        phone: '+919820012345',
        language: 'en',
      });
      const index = await ctx.personal.indexOf('phone', '+919820012345');
      expect(await db.query(sql`select id from people where phone_index = ${index}`)).toEqual([{ id: person.id }]);
      expect(await changeMe(ctx, { phone: null, language: 'hi' })).toMatchObject({ phone: null, language: 'hi' });
      const [row] = await db.query<{ name: string }>(
        sql`select name, phone, phone_index from people where id = ${person.id}`,
      );
      expect(row).toMatchObject({ name: expect.stringMatching(/^pd1\./), phone: null, phone_index: null });
    });

    it('is nobody else’s: a stranger has none, and a role of staff alone opens none', async () => {
      expect(await codeOf(getMe(testContext({ actor: { kind: 'anonymous' } })))).toBe('unauthenticated');
      expect(await codeOf(getMe(testContext({ actor: { kind: 'operator' } })))).toBe('forbidden');
    });
  });

  describe('addresses', () => {
    it('have one default: the first, then whichever is made it, then the newest that is left', async () => {
      const { ctx } = await newCustomer();
      const first = await addAddress(ctx, home);
      const second = await addAddress(ctx, { ...home, label: 'Office' });
      expect([first.isDefault, second.isDefault]).toEqual([true, false]);
      const third = await addAddress(ctx, { ...home, label: 'Mother', isDefault: true });
      const defaults = async () => (await listAddresses(ctx)).data.filter((row) => row.isDefault).map((row) => row.id);
      expect(await defaults()).toEqual([third.id]);
      await changeAddress(ctx, { addressId: first.id, change: { isDefault: true } });
      expect(await defaults()).toEqual([first.id]);
      await removeAddress(ctx, { addressId: first.id });
      expect(await defaults()).toEqual([third.id]);
    });

    it('keep what a change does not name', async () => {
      const { ctx } = await newCustomer();
      const { id } = await addAddress(ctx, home);
      const changed = await changeAddress(ctx, { addressId: id, change: { line2: 'Flat 3', phone: null } });
      expect(changed).toMatchObject({ ...home, id, line2: 'Flat 3', phone: null, country: 'IN' });
      expect((await listAddresses(ctx)).data).toEqual([changed]);
    });

    it('are twenty at most, with one default, however many are added at once', async () => {
      const { ctx } = await newCustomer();
      const codes = await Promise.all(
        Array.from({ length: 26 }, (_, at) => codeOf(addAddress(ctx, { ...home, isDefault: at % 5 === 0 }))),
      );
      expect(codes.filter((code) => code === 'done')).toHaveLength(20);
      expect(new Set(codes)).toEqual(new Set(['done', 'conflict']));
      const { data } = await listAddresses(ctx);
      expect(data).toHaveLength(20);
      expect(data.filter((row) => row.isDefault)).toHaveLength(1);
    });

    it('of somebody else do not exist', async () => {
      const [{ ctx: hers }, { ctx: his }] = [await newCustomer(), await newCustomer()];
      const { id: addressId } = await addAddress(hers, home);
      expect(await codeOf(changeAddress(his, { addressId, change: { label: 'Mine' } }))).toBe('not_found');
      expect(await codeOf(removeAddress(his, { addressId }))).toBe('not_found');
      expect((await listAddresses(his)).data).toEqual([]);
      expect((await listAddresses(hers)).data).toHaveLength(1);
    });

    it('stand sealed in the records', async () => {
      const { person, ctx } = await newCustomer();
      await addAddress(ctx, home);
      const rows = await db.query<{ all: string }>(sql`select row_to_json(a)::text as all from addresses a
        where person_id = ${person.id}`);
      expect(rows[0]?.all).not.toMatch(/Asha|Prabhat|411004|98123|Home/);
    });
  });

  describe('consents', () => {
    const marketing = { channel: 'email', purpose: 'marketing' } as const;

    it('were not given by whoever never said anything', async () => {
      const { ctx } = await newCustomer();
      expect(await listConsents(ctx)).toMatchObject({
        notice: currentNotice,
        data: [{ channel: 'email', given: false, at: null }, { channel: 'sms' }, { channel: 'whatsapp' }],
        history: [],
      });
    });

    it('are given with the present notice, and taken back with nothing', async () => {
      const { ctx, person } = await newCustomer();
      expect(await codeOf(setConsent(ctx, { ...marketing, given: true }))).toBe('invalid_input');
      expect(await codeOf(setConsent(ctx, { ...marketing, given: true, noticeVersion: '2020-01' }))).toBe(
        'invalid_input',
      );
      await setConsent(ctx, { ...marketing, given: true, noticeVersion: currentNotice });
      const after = await setConsent(ctx, { ...marketing, given: false });
      expect(after.data[0]).toMatchObject({ ...marketing, given: false });
      expect(after.history.map(({ given }) => given)).toEqual([false, true]);
      const proofs = await db.query(sql`select proof from consents where person_id = ${person.id} order by at`);
      expect(proofs[0]).toMatchObject({ proof: { place: 'profile', requestId: `req-${person.id}` } });
    });

    it('are written down once, however often the same is said at once', async () => {
      const { ctx } = await newCustomer();
      const yes = { ...marketing, given: true, noticeVersion: currentNotice };
      await Promise.all(Array.from({ length: 12 }, () => setConsent(ctx, yes)));
      expect((await listConsents(ctx)).history).toHaveLength(1);
    });
  });

  describe('own orders', () => {
    it('are listed page by page, the newest first, and nobody else’s among them', async () => {
      const [{ person, ctx }, other] = [await newCustomer(), await newCustomer()];
      const ids = [await orderOf(db, person), await orderOf(db, person), await orderOf(db, person)];
      await orderOf(db, other.person);
      const first = await listOwnOrders(ctx, { limit: 2 });
      const second = await listOwnOrders(ctx, { limit: 2, cursor: first.nextCursor ?? undefined });
      expect(second.nextCursor).toBeNull();
      expect([...first.data, ...second.data].map((card) => card.id).sort()).toEqual(ids.sort());
      expect(first.data[0]).toMatchObject({ itemCount: 2, items: ['Arnica montana'], total: { amount: 25_100 } });
    });

    it('open for whoever placed them and for no other account', async () => {
      const [{ person, ctx }, other] = [await newCustomer(), await newCustomer()];
      const orderId = await orderOf(db, person);
      expect(await getOwnOrder(ctx, { orderId })).toMatchObject({ id: orderId, contact: { name: person.name } });
      expect(await codeOf(getOwnOrder(other.ctx, { orderId }))).toBe('not_found');
    });
  });

  describe('the export', () => {
    it('has everything about the person and nothing that opens anything', async () => {
      const { person, ctx } = await newCustomer();
      const orderId = await orderOf(db, person);
      await addAddress(ctx, home);
      await setConsent(ctx, { channel: 'sms', purpose: 'marketing', given: true, noticeVersion: currentNotice });
      await orderOf(db, (await newCustomer()).person);
      const file = await exportMe(ctx);
      expect(PersonExport.parse(file)).toEqual(file);
      expect(file.person).toMatchObject({ name: person.name, email: person.email, phone: person.phone });
      expect(file.addresses).toMatchObject([{ line1: home.line1 }]);
      expect(file.orders.map(({ id }) => id)).toEqual([orderId]);
      expect(file.messages).toMatchObject([{ purpose: 'order_confirmation', text: expect.stringContaining('Asha') }]);
      expect(file.consents).toMatchObject([{ channel: 'sms', given: true }]);
      expect([file.sessions.length, file.passkeys.length, file.grants.length]).toEqual([1, 1, 1]);
      expect(JSON.stringify(file)).not.toMatch(/pd1\.|hash|token|blind\.invalid|secret/i);
    });

    it('does not repeat what a mail about the account said: its link may still open it', async () => {
      const { person, ctx } = await newCustomer();
      const content = {
        title: 'Your link',
        bodyText: 'https://t.example/sign-in?token=abc',
        bodyHtml: '<p>token=abc</p>',
      };
      const mail = {
        purpose: 'account.magic_link',
        subjectId: randomIds.next(),
        recipient: person.email,
        language: 'en',
      };
      await db.batch(writeFacts([await messageFact(ctx, { ...mail, content })]));
      const { messages } = await exportMe(ctx);
      expect(messages).toMatchObject([{ purpose: 'account.magic_link', title: 'Your link', text: null }]);
      expect(JSON.stringify(messages)).not.toContain('abc');
    });

    it('is for oneself, not for apps and keys that were lent a part', async () => {
      const { person } = await newCustomer();
      expect(await codeOf(exportMe(asThemselves(person, { clientId: 'an-app' })))).toBe('forbidden');
      const key = {
        kind: 'key',
        keyId: randomIds.next(),
        ownerId: person.id,
        grants: actorOf(person.id).grants,
      } as const;
      expect(await codeOf(exportMe(testContext({ actor: key })))).toBe('forbidden');
    });

    it('is made by staff with the permission and a fresh second factor', async () => {
      const { person } = await newCustomer();
      const { id } = await newPerson(db, { kind: 'staff' });
      const asStaff = (as: object) =>
        exportPersonForStaff(contextFor(db, actorOf(id, { scope: 'all', ...as })), { personId: person.id });
      expect(await codeOf(asStaff({ role: 'store_manager', secondFactorAgoMs: 0 }))).toBe('forbidden');
      expect(await codeOf(asStaff({ role: 'admin' }))).toBe('second_factor_required');
      expect((await asStaff({ role: 'admin', secondFactorAgoMs: 1_000 })).person.email).toBe(person.email);
    });
  });
});
