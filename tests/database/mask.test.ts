import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#db/client';
import { openContent, openRecipient } from '#modules/campaigns';
import { addAddress, setConsent } from '#modules/customers';
import { openBuyer } from '#modules/orders';
import { testPersonalKeys } from '#platform/context.test-support';
import { currentNotice } from '#platform/notice';
import { openPersonalData } from '#platform/personal-keys';
import { findKeys } from '../../scripts/personal/find-keys.ts';
import { maskDatabase } from '../../scripts/personal/mask-database.ts';
import { openRecords } from '../../scripts/personal/open-records.ts';
import { migrate } from '../../scripts/runtime/migrate.ts';
import { engines } from './engines.ts';
import { findAnywhere } from './personal-search.ts';
import { actorOf, codeOf, contextFor, home, newPerson, orderOf } from './sample-person.ts';

const keys = JSON.stringify(testPersonalKeys);
const original = openPersonalData(keys);
const nothing = () => undefined;
const MIGRATIONS = join(import.meta.dirname, '../../db/migrations');

const zubeida = { name: 'Zubeida Contractor', email: 'zubeida@example.in', phone: '+919876501234' };
const farrokh = { name: 'Farrokh Batliwala', email: 'farrokh@example.in', phone: '+919876505678' };
const traces = ['Zubeida', 'Contractor', 'Farrokh', 'Batliwala', 'example.in', '98765', 'Dhole', '411004', 'Prabhat'];
const sums = sql`select o.number, o.status, o.total_paise, o.taxable_paise, o.cgst_paise, o.sgst_paise, o.igst_paise,
  o.place_of_supply, o.person_id, count(*) as lines, sum(l.total_paise) as of_lines
  from orders o join order_lines l on l.order_id = o.id group by o.id order by o.number`;

async function fill(db: Database): Promise<void> {
  for (const who of [zubeida, farrokh]) {
    const person = await newPerson(db, who);
    const ctx = contextFor(db, actorOf(person.id));
    await addAddress(ctx, { ...home, name: who.name, phone: who.phone, line1: '3 Dhole Patil Road' });
    await setConsent(ctx, { channel: 'email', purpose: 'marketing', given: true, noticeVersion: currentNotice });
    for (let order = 0; order < 3; order++) await orderOf(db, person);
    // More than fit into a page.
    await db.query(sql`insert into addresses (id, person_id, address, is_default, created_at)
      select gen_random_uuid(), a.person_id, a.address, false, a.created_at from addresses a, generate_series(1, 105)
      where a.person_id = ${person.id}`);
  }
}

/** Every row of every table, so that a single changed bit of the original would show. */
async function everything(db: Database): Promise<Record<string, unknown>> {
  const tables = await db.query<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const contents = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await db.query(
        sql`select md5(string_agg(t::text, '|' order by t::text)) as rows from ${sql.identifier(name)} t`,
      );
      return [name, rows[0]?.rows] as const;
    }),
  );
  return Object.fromEntries(contents);
}

async function expectMasked(db: Database, copy: Database, copyKeys: string): Promise<void> {
  const masked = openPersonalData(copyKeys);
  expect(await findAnywhere(copy, traces, masked)).toEqual([]);
  expect(await findAnywhere(copy, traces, original)).toEqual([]);
  expect(await copy.query(sums)).toEqual(await db.query(sums));

  const rows = await copy.query<{ name: string; email: string; contact: string; address: string; orders: number }>(sql`
    select p.name, p.email, min(o.contact) as contact, min(o.shipping_address) as address, count(distinct o.email_index) as orders
    from people p join orders o on o.person_id = p.id group by p.id`);
  expect(rows).toHaveLength(2);
  const emails = new Set<string>();
  for (const { name, email, contact, address, orders } of rows) {
    const plain = { contactName: null, contactEmail: null, contactPhone: null };
    const buyer = await openBuyer(masked, { contact, shippingAddress: address, ...plain });
    expect(buyer.contact.name).toBe(await masked.open('people.name', name));
    expect(buyer.contact.email).toBe(await masked.open('people.email', email));
    expect(buyer.contact.email).toMatch(/@masked\.invalid$/);
    expect(buyer.shippingAddress).toMatchObject({ stateCode: '27', city: 'Masked' });
    expect(orders).toBe(1);
    emails.add(buyer.contact.email);
  }
  expect(emails.size).toBe(2);

  const [message] = await copy.query<Parameters<typeof openContent>[1] & { due_at: string | null }>(
    sql`select recipient, content, title, body_text, body_html, due_at from messages limit 1`,
  );
  if (message === undefined) throw new Error('no message was copied');
  expect(emails).toContain(await openRecipient(masked, message));
  expect([await openContent(masked, message), message.due_at]).toMatchObject([{ title: 'Masked' }, null]);
  const secrets = sql`select (select count(*) from auth_users) + (select count(*) from sessions) + (select count(*) from proofs)
    + (select count(*) from api_keys) + (select count(*) from webhook_endpoints) + (select count(*) from signing_keys)
    + (select count(*) from events where due_at is not null) + (select count(*) from orders where token_hash <> '')
    + (select count(*) from audit_log) as left`;
  expect(await copy.query(secrets)).toEqual([{ left: 0 }]);
  const counts = sql`select (select count(*) from people) as people, (select count(*) from addresses) as addresses,
    (select count(*) from consents) as consents, (select count(*) from messages) as messages`;
  expect(await copy.query(counts)).toEqual(await db.query(counts));
}

/** Every step starts databases of its own, on a machine that may be busy. */
const SLOW = { timeout: 240_000 };

describe('a masked copy of a shop of this machine', SLOW, () => {
  const root = mkdtempSync(join(tmpdir(), 'tincture-mask-'));
  const [from, to] = [join(root, 'shop'), join(root, 'copy')];
  beforeAll(async () => {
    const records = await openRecords(from, nothing);
    await migrate(records, MIGRATIONS);
    await fill(records.db);
    await records.close();
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const mask = (change: object = {}) => maskDatabase({ from, to, keys, mayReplace: false, ...change }, nothing);
  const reading = async <T>(folder: string, read: (db: Database) => Promise<T>): Promise<T> => {
    const records = await openRecords(folder);
    try {
      return await read(records.db);
    } finally {
      await records.close();
    }
  };

  it('has nobody’s data, the same books and keys of its own; the original is as it was', async () => {
    const before = await reading(from, everything);
    const empty = await mask();
    expect(empty).toEqual(
      expect.arrayContaining(['auth_users', 'sessions', 'proofs', 'api_keys', 'audit_log', 'invitations']),
    );
    expect(await reading(from, everything)).toEqual(before);
    const copyKeys = findKeys(to);
    expect(copyKeys).not.toContain(testPersonalKeys.indexKey);
    await reading(from, (db) => reading(to, (copy) => expectMasked(db, copy, copyKeys)));
  });

  it('never goes where something is, unless that may be replaced', async () => {
    expect(await codeOf(mask())).toContain('--replace');
    const before = findKeys(to);
    await mask({ mayReplace: true });
    expect(findKeys(to)).not.toBe(before);
  });

  it('never goes over the original, whatever path leads there', async () => {
    const alias = join(root, 'alias');
    symlinkSync(from, alias);
    for (const place of [from, `${from}/`, join(root, 'copy/../shop'), alias]) {
      expect(await codeOf(mask({ to: place, mayReplace: true }))).toContain('another place');
    }
  });

  it('is not made of a shop that is open, or of one that is not there', async () => {
    const open = await openRecords(from);
    expect(await codeOf(mask({ mayReplace: true }))).toContain('in use');
    await open.close();
    expect(await codeOf(mask({ from: join(root, 'nowhere') }))).toContain('no shop');
  });
});

describe.each(engines.filter(({ name }) => name.startsWith('Postgres')))('a masked copy on $name', SLOW, (kind) => {
  it('goes from one address to another, and never to the same database by another name', async () => {
    const engine = await kind.start();
    const folder = mkdtempSync(join(tmpdir(), 'tincture-mask-keys-'));
    const to = engine.url.replace(/\/postgres$/, '/masked');
    const keysFile = join(folder, 'keys.json');
    const mask = (change: object = {}) =>
      maskDatabase({ from: engine.url, to, keys, keysFile, mayReplace: false, ...change }, nothing);
    try {
      await fill(engine.db);
      await engine.db.query(sql`create database masked`);
      await mask();
      expect(await codeOf(mask())).toContain('--replace');
      await mask({ mayReplace: true });
      const copyKeys = readFileSync(keysFile, 'utf8').trim();
      const copy = await openRecords(to);
      try {
        await expectMasked(engine.db, copy.db, copyKeys);
      } finally {
        await copy.close();
      }
      for (const alias of [engine.url, `${engine.url}?sslmode=disable`, engine.url.replace('127.0.0.1', 'localhost')]) {
        expect(await codeOf(mask({ to: alias, mayReplace: true }))).toMatch(/another place|same database/);
      }
      expect(await codeOf(mask({ mayReplace: true, keysFile: undefined }))).toContain('--keys');
    } finally {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
