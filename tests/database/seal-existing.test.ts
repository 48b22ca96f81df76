import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listMessages, type Mail, sendDueMessages } from '#modules/campaigns';
import { getOwnOrder } from '#modules/orders';
import { testContext } from '#platform/context.test-support';
import { randomIds } from '#platform/ids';
import { hasPlainRows, sealExisting } from '../../scripts/runtime/seal-existing.ts';
import { type Engine, engines } from './engines.ts';
import { findAnywhere } from './personal-search.ts';
import { actorOf, contextFor, newPerson, orderOf } from './sample-person.ts';

const address = { line1: '9 Karve Road', city: 'Pune', stateCode: '27', postalCode: '411038', country: 'IN' };
const contact = { name: 'Meher Irani', email: 'Meher@example.org', phone: '+919822000000' };
const ORDERS = 620;

describe.each(engines)('records of an earlier release on $name', (kind) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());

  it('are read as they are, then sealed in pages, once, and read as before', async () => {
    const { db } = engine;
    const ctx = testContext({ db });
    const person = await newPerson(db);
    const orderId = await orderOf(db, person);
    await db.batch([
      sql`update orders set contact = null, email_index = null, phone_index = null, contact_name = ${contact.name},
        contact_email = ${contact.email}, contact_phone = ${contact.phone}, shipping_address = ${JSON.stringify(address)}`,
      sql`insert into orders select (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'number', 'N' || n))).*
        from orders o, generate_series(1, ${ORDERS}) n`,
      sql`update messages set recipient = ${contact.email}, recipient_index = null, content = null, title = 'Your order',
        body_text = 'Dear Meher Irani', body_html = '<p>Dear Meher Irani</p>'`,
    ]);
    const own = contextFor(db, actorOf(person.id));
    const plain = await getOwnOrder(own, { orderId });
    expect(plain).toMatchObject({ contact, shippingAddress: address });
    expect((await listMessages(ctx)).data).toMatchObject([{ recipient: contact.email, title: 'Your order' }]);
    expect(await hasPlainRows(db)).toBe(true);

    expect(await sealExisting(db, ctx.personal)).toEqual({ orders: ORDERS + 1, messages: 1 });
    expect(await hasPlainRows(db)).toBe(false);
    expect(await sealExisting(db, ctx.personal)).toEqual({ orders: 0, messages: 0 });

    const keyless = testContext({ personal: unopenable }).personal;
    expect(await findAnywhere(db, ['Meher', 'Karve', '98220000'], keyless)).toEqual([]);
    expect(await getOwnOrder(own, { orderId })).toEqual(plain);
    expect((await listMessages(ctx)).data).toMatchObject([{ recipient: contact.email, title: 'Your order' }]);
    const index = await ctx.personal.indexOf('email', 'meher@example.org');
    expect(await db.query(sql`select count(*) from orders where email_index = ${index}`)).toEqual([
      { count: ORDERS + 1 },
    ]);
    const taken: Mail[] = [];
    await sendDueMessages(ctx, { send: async (mail) => void taken.push(mail) }, { name: 'T', address: 't@t.example' });
    expect(taken).toMatchObject([{ to: { address: contact.email }, text: 'Dear Meher Irani' }]);
  });

  it('are masked in the list for staff who may not see whom they went to', async () => {
    const { db } = engine;
    const marketer = contextFor(db, actorOf(randomIds.next(), { role: 'marketer', scope: 'all' }));
    expect((await listMessages(marketer)).data).toMatchObject([{ recipient: 'M•••@example.org' }]);
  });
});

/** What somebody has who has the database and not the keys. */
const unopenable = {
  seal: () => Promise.reject(new Error('no key')),
  open: () => Promise.reject(new Error('no key')),
  indexOf: () => Promise.reject(new Error('no key')),
};
