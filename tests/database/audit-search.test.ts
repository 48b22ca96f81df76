import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#db/client';
import { exportAudit, searchAudit, verifyAudit } from '#modules/audit';
import type { PersonActor } from '#platform/access/actor';
import { recordScopeOf } from '#platform/access/record-scope';
import { permissionsOf, type Role } from '#platform/access/roles';
import { type AuditEntry, auditFact } from '#platform/audit';
import { systemClock } from '#platform/clock';
import { testContext } from '#platform/context.test-support';
import { type Fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';

const deed = (entry: Partial<AuditEntry> = {}, actor = testContext().actor): Fact =>
  auditFact({ ...testContext(), actor }, { action: 'test.deed', subject: 'x', ...entry });

describe.each(engines)('the audit log, asked, on $name', (kind) => {
  let engine: Engine;
  let db: Database;
  let pune = '';
  let thane = '';

  beforeAll(async () => {
    engine = await kind.start();
    db = engine.db;
  });
  afterAll(() => engine.stop());
  beforeEach(() => {
    [pune, thane] = [randomIds.next(), randomIds.next()];
  });

  const write = (...facts: Fact[]) => db.batch(writeFacts(facts));
  const person = (
    role: Role,
    scope: 'all' | readonly string[],
    secondFactorAtMs: number | null = null,
  ): PersonActor => ({
    kind: 'person',
    personId: randomIds.next(),
    sessionId: randomIds.next(),
    grants: [{ permissions: new Set(permissionsOf(role)), scope, limits: {}, expiresAtMs: null }],
    secondFactorAtMs,
    clientId: null,
  });
  const as = (actor: PersonActor) =>
    testContext({ actor, clock: systemClock, db: db.within(recordScopeOf(actor, Date.now())) });

  it('shows whoever may read it the deeds in their stores, the newest first, page by page', async () => {
    for (const subject of ['1', '2', '3'])
      await write(deed({ storeId: pune, subject }), deed({ storeId: thane, subject }), deed({ subject }));
    const manager = as(person('store_manager', [pune]));
    const first = await searchAudit(manager, { limit: 2 });
    expect(first.data.map(({ subject, storeId }) => [subject, storeId])).toEqual([
      ['3', pune],
      ['2', pune],
    ]);
    const rest = await searchAudit(manager, { limit: 2, cursor: first.nextCursor ?? '' });
    expect(rest).toMatchObject({ data: [{ subject: '1' }], nextCursor: null });
    expect((await searchAudit(as(person('accountant', 'all')), { limit: 100 })).data).toHaveLength(9);
    await expect(searchAudit(manager, { storeId: thane })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(searchAudit(as(person('cashier', [pune])), {})).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('finds by actor (through apps too), action, subject, store and time', async () => {
    const [ravi, asha] = [person('cashier', [pune]), person('cashier', [pune])];
    await write(
      deed({ action: 'orders.refund', storeId: pune }, ravi),
      deed({ action: 'orders.place', subject: 'o1' }, asha),
    );
    await write(deed({ action: 'catalog.import' }, { ...ravi, clientId: 'till' }));
    const owner = as(person('owner', 'all'));
    const found = async (filters: Parameters<typeof searchAudit>[1]) =>
      (await searchAudit(owner, filters)).data.map(({ action }) => action);
    expect(await found({ actor: `person:${ravi.personId}` })).toEqual(['catalog.import', 'orders.refund']);
    expect((await found({ action: 'orders.' })).toSorted()).toEqual(['orders.place', 'orders.refund']);
    expect(await found({ subject: 'o1' })).toEqual(['orders.place']);
    expect(await found({ storeId: pune })).toEqual(['orders.refund']);
    expect(await found({ to: '2020-01-01T00:00:00Z' })).toEqual([]);
    expect(await found({ from: '2020-01-01T00:00:00Z', subject: 'o1' })).toEqual(['orders.place']);
  });

  it('exports after a second factor only, and notes that it did', async () => {
    await write(deed({ storeId: pune, before: { phone: '+919812345678' }, reason: 'Damaged in transit' }));
    await expect(exportAudit(as(person('owner', 'all')), {})).rejects.toMatchObject({
      code: 'second_factor_required',
    });
    const owner = person('owner', 'all', Date.now() - 90_000);
    const { body, nextCursor } = await exportAudit(as(owner), { action: 'test.', storeId: pune });
    expect(nextCursor).toBeNull();
    const entries = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries).toMatchObject([
      { action: 'test.deed', reason: 'Damaged in transit', before: { phone: '+91 ••••• ••678' } },
    ]);
    const [noted] = (await searchAudit(as(owner), { action: 'audit.export' })).data;
    expect(noted).toMatchObject({ actor: `person:${owner.personId}`, facts: { action: 'test.' } });
    expect(noted?.secondFactorAgeSeconds).toBeGreaterThanOrEqual(90);
    expect((await verifyAudit({ db })).findings).toEqual([]);
  });
});
