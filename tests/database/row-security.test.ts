import { type SQL, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#db/client';
import type { RecordScope } from '#db/record-scope';
import { recordScopeOf } from '#platform/access/record-scope';
import { writeFacts } from '#platform/facts';
import { type Engine, engines } from './engines.ts';
import {
  asha,
  companyRecords,
  dealerFirm,
  guardedTables,
  manager,
  partner,
  pune,
  ravi,
  thane,
} from './guarded-records.ts';
import { openTables, seenByCashier } from './seen-records.ts';

const nobody: RecordScope = { storeIds: [], personId: null };
const person = (personId: string): RecordScope => ({ storeIds: [], personId });
const cashierOfPune: RecordScope = { storeIds: [pune.id], personId: null };
const accountant: RecordScope = { storeIds: 'all', personId: null };

describe.each(engines)('row-level security on $name', (kind) => {
  let engine: Engine;
  let db: Database;

  beforeAll(async () => {
    engine = await kind.start();
    db = engine.db;
    await db.batch(writeFacts(companyRecords));
  });
  afterAll(() => engine.stop());

  /** Every table without any filter: how many rows are seen of each, leaving out the tables of which none is. */
  async function seen(scope: RecordScope | undefined): Promise<Record<string, number>> {
    const handle = scope === undefined ? db : db.within(scope);
    const counts = await handle.batch<{ n: number }>(
      guardedTables.map((table) => sql`select count(*) as n from ${sql.identifier(table)}`),
    );
    const named = guardedTables.map((table, at) => [table, counts[at]?.[0]?.n ?? 0] as const);
    return Object.fromEntries(named.filter(([, n]) => n > 0));
  }
  const refused = (scope: RecordScope, statement: SQL) =>
    expect(db.within(scope).query(statement)).rejects.toThrow(/row-level security|permission denied/);

  it('guards every table of the list, and the test has rows in each', async () => {
    const guarded = await db.query<{ relname: string }>(
      sql`select relname from pg_class where relrowsecurity and relkind in ('r', 'p') order by relname`,
    );
    expect(guarded.map(({ relname }) => relname)).toEqual(guardedTables);
    expect(Object.keys(await seen(undefined)).toSorted()).toEqual(guardedTables);
  });

  it('guards every table that requests may reach at all, but for the catalogue and what says nothing of anybody', async () => {
    const open = await db.query<{ relname: string }>(sql`select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p') and not relrowsecurity
        and has_table_privilege('tincture_app', oid, 'select, insert, update, delete') order by relname`);
    expect(open.map(({ relname }) => relname)).toEqual(openTables);
  });

  it('shows nobody nothing, be it by an empty scope or by none at all', async () => {
    expect(await seen(nobody)).toEqual({});
    const counts = await db.batch<{ n: number }>([
      sql`set local role tincture_app`,
      ...guardedTables.map((table) => sql`select count(*) as n from ${sql.identifier(table)}`),
    ]);
    expect(counts.slice(1).map(([row]) => row?.n)).toEqual(guardedTables.map(() => 0));
  });

  it('shows a customer their own account and orders, with what belongs to them, and nothing else', async () => {
    expect(await seen(person(asha))).toEqual({
      orders: 1,
      order_lines: 1,
      order_deliveries: 1,
      prescriptions: 1,
      order_timeline: 1,
      fulfilment_lines: 1,
      shipments: 1,
      shipment_lines: 1,
      order_returns: 1,
      order_return_lines: 1,
      credit_notes: 1,
      payments: 1,
      refunds: 1,
      messages: 1,
      people: 1,
      addresses: 1,
      consents: 1,
      role_grants: 1,
      api_keys: 1,
      value_accounts: 1,
      value_entries: 1,
    });
    const [own] = await db.within(person(asha)).query(sql`select person_id from orders`);
    expect(own).toEqual({ person_id: asha });
    const [other] = await db.within(person(ravi)).query(sql`select person_id from orders`);
    expect(other).toEqual({ person_id: ravi });
  });

  it('shows a cashier the records of their store and nobody of the register', async () => {
    expect(await seen(cashierOfPune)).toEqual(seenByCashier);
    for (const table of ['orders', 'stock_movements', 'sales_by_day', 'audit_log', 'events']) {
      const stores = await db.within(cashierOfPune).query(sql`select distinct store_id from ${sql.identifier(table)}`);
      expect(stores).toEqual([{ store_id: pune.id }]);
    }
  });

  it('shows an accountant of everything the business of all stores, and not the register of people', async () => {
    const register = ['people', 'addresses', 'consents', 'role_grants', 'api_keys', 'invitations', 'dealers'];
    const all = Object.entries(await seen(undefined));
    const business = Object.fromEntries(all.filter(([table]) => !register.includes(table)));
    expect(await seen(accountant)).toEqual(business);
  });

  it('shows whoever looks after people in a store those who work or buy there, and doctors', async () => {
    const found = await db
      .within({ storeIds: [pune.id], personId: null, peopleOf: [pune.id] })
      .query<{ id: string; kind: string }>(sql`select id, kind from people order by kind`);
    expect(found.map(({ kind: is }) => is)).toEqual(['customer', 'doctor', 'staff']);
    expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining([asha, manager]));
  });

  it('shows a dealer their firm with its licence, and a partner their endpoints with what was sent', async () => {
    expect(await seen(person(dealerFirm.memberId))).toMatchObject({ people: 1, dealers: 1, licences: 1 });
    expect(await seen(person(partner))).toMatchObject({
      webhook_endpoints: 1,
      webhook_deliveries: 1,
      webhook_attempts: 1,
    });
  });

  it('opens one order with what belongs to it to whoever holds its token', async () => {
    const scope = { ...nobody, orderTokenHash: 'token-of-asha' };
    expect(await seen(scope)).toEqual({
      orders: 1,
      order_lines: 1,
      order_deliveries: 1,
      order_timeline: 1,
      fulfilment_lines: 1,
      shipments: 1,
      shipment_lines: 1,
      order_returns: 1,
      order_return_lines: 1,
      credit_notes: 1,
      payments: 1,
      refunds: 1,
      messages: 1,
    });
    expect(await seen({ ...nobody, orderTokenHash: 'guessed' })).toEqual({});
  });

  it('shows the operator and the platform everything', async () => {
    const all = await seen(undefined);
    expect(await seen(recordScopeOf({ kind: 'operator' }, 0))).toEqual(all);
    expect(await seen(recordScopeOf({ kind: 'system', name: 'catalog' }, 0))).toEqual(all);
  });

  it('keeps what no verb reads closed to requests: secrets of accounts, chains of the audit, notes of migrations', async () => {
    const closed = [
      'auth_users',
      'auth_accounts',
      'sessions',
      'signing_keys',
      'oauth_clients',
      'oauth_consents',
      'audit_heads',
      'audit_links',
      'schema_migrations',
    ];
    for (const table of closed) {
      await expect(db.within(accountant).query(sql`select 1 from ${sql.identifier(table)}`)).rejects.toThrow(
        /permission denied/,
      );
    }
    await refused(accountant, sql`insert into milestones (name, facts, reached_at) values ('x', '{}', now())`);
    await refused(accountant, sql`delete from orders`);
    await db.query(sql`create table made_later (id int)`);
    await expect(db.within(accountant).query(sql`select 1 from made_later`)).rejects.toThrow(/permission denied/);
    await db.query(sql`drop table made_later`);
  });

  it('tells a shopper until when a store may bill, and nothing else of its licences', async () => {
    const [row] = await db.within(nobody).query(sql`select licence_terms_of_store(${pune.id}) as terms`);
    expect(row).toEqual({ terms: [{ kind: '20-C', validFrom: '2026-01-01', validTo: '2030-12-31' }] });
  });

  it('leaves nothing of a scope behind for the next transaction of the same connection', async () => {
    await db.within(accountant).query(sql`select 1`);
    const rows = await Promise.all(
      Array.from({ length: 20 }, () =>
        db.query(
          sql`select current_user <> 'tincture_app' as is_owner, coalesce(current_setting('app.stores', true), '') as stores`,
        ),
      ),
    );
    for (const [row] of rows) expect(row).toEqual({ is_owner: true, stores: '' });
  });

  it('shows of any scope exactly the orders that its stores, its person and its token name', async () => {
    const orders = [
      { id: pune.orderId, store: pune.id, owner: asha, token: 'token-of-asha' },
      { id: thane.orderId, store: thane.id, owner: ravi, token: 'token-of-ravi' },
    ];
    const scopes = fc.record({
      storeIds: fc.oneof(fc.constant('all' as const), fc.subarray([pune.id, thane.id])),
      personId: fc.option(fc.constantFrom(asha, ravi, manager)),
      orderTokenHash: fc.constantFrom('', 'token-of-asha', 'token-of-ravi', 'guessed'),
    });
    await fc.assert(
      fc.asyncProperty(scopes, async (scope) => {
        const wanted = orders.filter(
          ({ store, owner, token }) =>
            scope.storeIds === 'all' ||
            scope.storeIds.includes(store) ||
            scope.personId === owner ||
            scope.orderTokenHash === token,
        );
        const found = await db.within(scope).query<{ id: string }>(sql`select id from orders`);
        expect(found.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
        const lines = await db.within(scope).query<{ id: string }>(sql`select order_id as id from order_lines`);
        expect(lines.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the indexes of reads by id, by buyer and by store', async () => {
    const many = sql`insert into orders select copy.* from generate_series(1, 3000) i, orders o,
        lateral jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'number', i || o.number, 'person_id',
          gen_random_uuid(), 'store_id', case when i % 100 = 0 then o.store_id else ${thane.id}::uuid end,
          'placed_at', now() - i * interval '1 minute')) copy`;
    await db.batch([many, sql`analyze orders`]);
    const reads: [SQL, string][] = [
      [
        sql`select o.*, (select count(*) from payments p where p.order_id = o.id) from orders o where o.id = ${pune.orderId}`,
        'orders_pkey',
      ],
      [
        sql`select id from orders where person_id = ${asha} order by placed_at desc nulls last limit 20`,
        'orders_person',
      ],
      [
        sql`select id from orders where store_id = ${pune.id} order by placed_at desc nulls last limit 20`,
        'orders_store',
      ],
    ];
    for (const scope of [person(asha), cashierOfPune, accountant, { ...nobody, orderTokenHash: 'x' }]) {
      for (const [read, index] of reads) {
        const plan = JSON.stringify(await db.within(scope).query(sql`explain ${read}`));
        expect(plan).toContain(index);
        expect(plan).not.toContain('Seq Scan on orders');
      }
    }
  });
});
