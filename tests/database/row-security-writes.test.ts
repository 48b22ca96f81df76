import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#db/client';
import type { RecordScope } from '#db/record-scope';
import { writeFacts } from '#platform/facts';
import { type Engine, engines } from './engines.ts';
import { asha, companyRecords, manager, pune, ravi, thane } from './guarded-records.ts';

const nobody: RecordScope = { storeIds: [], personId: null };
const person = (personId: string): RecordScope => ({ storeIds: [], personId });
const cashierOfPune: RecordScope = { storeIds: [pune.id], personId: null };
const accountant: RecordScope = { storeIds: 'all', personId: null };

describe.each(engines)('writes under row-level security on $name', (kind) => {
  let engine: Engine;
  let db: Database;

  beforeAll(async () => {
    engine = await kind.start();
    db = engine.db;
    await db.batch(writeFacts(companyRecords));
  });
  afterAll(() => engine.stop());

  const refused = (scope: RecordScope, statement: SQL) =>
    expect(db.within(scope).query(statement)).rejects.toThrow(/row-level security|permission denied/);
  const changed = async (scope: RecordScope, statement: SQL) => (await db.within(scope).query(statement)).length;

  it('refuses what is written outside of the scope', async () => {
    const line = (
      order: string,
    ) => sql`insert into payments (id, order_id, method, status, currency, amount_paise, created_at)
      values (gen_random_uuid(), ${order}, 'cod', 'pending', 'INR', 1, now())`;
    const event = (
      store: string | null,
    ) => sql`insert into events (id, type, version, subject, store_id, data, occurred_at,
      correlation_id, attempts) values (gen_random_uuid(), 'x', 1, 'x', ${store}::uuid, '{}', now(), 'x', 0)`;
    const sale = (store: string) =>
      sql`insert into sales_by_day values (${store}, '2026-01-01', gen_random_uuid(), 1, 1, 'INR', 1, 1, now())`;
    await refused(cashierOfPune, line(thane.orderId));
    await refused(person(asha), line(pune.orderId));
    await refused(cashierOfPune, event(thane.id));
    await refused(person(asha), event(pune.id));
    await refused(nobody, event(null));
    await refused(cashierOfPune, sale(thane.id));
    await refused(cashierOfPune, sql`update orders set store_id = ${thane.id} where id = ${pune.orderId}`);
    await refused(person(asha), sql`update addresses set person_id = ${ravi}`);
    await refused(
      person(asha),
      sql`insert into addresses (id, person_id, address, is_default, created_at)
      values (gen_random_uuid(), ${ravi}, 'x', false, now())`,
    );
  });

  it('changes no row that it does not show, nor one that may only be read', async () => {
    const cancel = sql`update orders set status = 'cancelled' where id = ${pune.orderId} returning 1`;
    expect(await changed(person(asha), cancel)).toBe(0);
    expect(
      await changed(cashierOfPune, sql`update orders set status = 'x' where id = ${thane.orderId} returning 1`),
    ).toBe(0);
    expect(await changed(person(asha), sql`update people set language = 'hi' where id = ${ravi} returning 1`)).toBe(0);
    expect(await changed(person(asha), sql`delete from addresses where person_id = ${ravi} returning 1`)).toBe(0);
    expect(await changed(person(asha), sql`update people set language = 'hi' where id = ${asha} returning 1`)).toBe(1);
  });

  it('lets nobody give a role that reaches further than their own stores', async () => {
    const grant = (owner: string, scope: string, stores: string[], what: 'standing' | 'break_glass') =>
      sql`insert into role_grants (id, person_id, role, scope, store_ids, limits, kind, granted_by, granted_at, expires_at)
        values (gen_random_uuid(), ${owner}, 'owner', ${scope}, ${`{${stores.join(',')}}`}::uuid[], '{}', ${what}, 'x', now(), now())`;
    const managing: RecordScope = { storeIds: [pune.id], personId: manager, peopleOf: [pune.id] };
    await refused(person(asha), grant(asha, 'all', [], 'standing'));
    await refused(person(asha), grant(asha, 'all', [], 'break_glass'));
    await refused(managing, grant(manager, 'all', [], 'standing'));
    await refused(managing, grant(ravi, 'stores', [pune.id, thane.id], 'standing'));
    await refused(managing, grant(ravi, 'all', [], 'break_glass'));
    await db.within(managing).query(grant(ravi, 'stores', [pune.id], 'standing'));
    await db.within(managing).query(grant(manager, 'all', [], 'break_glass'));
    await db.query(sql`delete from role_grants where granted_by = 'x'`);
  });

  it('lets everybody sign the audit log with their own name only, and nobody change or delete a row of it', async () => {
    const audit = (actor: string, store: string | null) =>
      sql`insert into audit_log (id, at, actor, action, subject, store_id, request_id, facts)
        values (gen_random_uuid(), now(), ${actor}, 'test', 'x', ${store}::uuid, 'x', '{}')`;
    await refused(nobody, audit('anonymous', null));
    await refused(person(asha), audit(`person:${ravi}`, pune.id));
    await db.within(person(asha)).query(audit(`person:${asha} by app:till`, pune.id));
    for (const scope of [accountant, cashierOfPune]) {
      await refused(scope, sql`update audit_log set actor = 'x'`);
      await refused(scope, sql`delete from audit_log`);
    }
  });
});
