import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepEventLog } from '#modules/events';
import { fixedClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import { type Consumer, consumers, type EventType, eventFact, subscriptions } from '#platform/events';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { Objects } from '#platform/objects';
import { type ClaimedEvent, claimEvents, makeDue } from '../../durable-objects/outbox-relay/claim-events.ts';
import { type Engine, engines } from './engines.ts';

const startedAt = '2026-11-22T12:00:00.000Z';

/** A uuidv7 of that instant. */
function idAt(instant: string): string {
  const time = Date.parse(instant).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}${randomIds.next().slice(13)}`;
}

interface TestEvent {
  id?: string;
  type?: EventType;
  subject?: string;
  data?: unknown;
}

describe.each(engines)('the log of events on $name', (kind) => {
  let engine: Engine;
  let clock = fixedClock(startedAt);
  let ctx: Permitted;

  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    clock = fixedClock(startedAt);
    ctx = testContext({
      db: engine.db,
      clock,
      objects: { outboxRelay: () => ({ kick: async () => undefined }) } as unknown as Objects,
    });
    await engine.db.batch([
      sql`truncate events, inbox, dead_letters, sagas`,
      sql`update event_retention set keep_months = 36, months_ahead = 3, kept_from = null`,
    ]);
  });

  async function write(...events: TestEvent[]): Promise<string[]> {
    const complete = events.map((event) => ({
      id: randomIds.next(),
      type: 'order.placed' as const,
      data: {},
      ...event,
    }));
    const facts = complete.map((event) =>
      eventFact(ctx, { version: 1, storeId: null, ...event, subject: event.subject ?? event.id }),
    );
    await engine.db.batch(writeFacts(facts));
    return complete.map(({ id }) => id);
  }
  const handle = (consumer: Consumer, ...ids: string[]) =>
    engine.db.batch(ids.map((id) => sql`insert into inbox values (${id}, ${consumer}, now())`));
  const claim = () => engine.db.query<ClaimedEvent>(claimEvents(clock.now().toISOString()));
  const months = async () =>
    (
      await engine.db.query<{ name: string }>(sql`select relname as name from pg_inherits
        join pg_class child on child.oid = inhrelid where inhparent = 'events'::regclass order by 1`)
    ).map(({ name }) => name);
  const monthOf = async (id: string) =>
    (
      await engine.db.query<{ name: string }>(sql`select tableoid::regclass::text as name from events where id = ${id}`)
    )[0]?.name;

  describe('claiming', () => {
    it('gives each consumer only what has no open event of the same subject before it, whatever was handled', async () => {
      const types: readonly EventType[] = ['order.placed', 'product.changed', 'webhook.due', 'transfer.received'];
      const anyEvent = fc.tuple(fc.constantFrom(...types), fc.constantFrom('a', 'b'), fc.subarray([...consumers]));
      const runs = fc.sample(fc.array(anyEvent, { minLength: 1, maxLength: 12 }), { numRuns: 12, seed: 20261122 });
      for (const run of runs) {
        await engine.db.query(sql`truncate events, inbox`);
        const ids = await write(...run.map(([type, subject]) => ({ type, subject })));
        const log = run.map(([type, subject, seen], at) => ({ id: ids[at] ?? '', type, subject, seen }));
        for (const { id, seen } of log)
          if (seen.length > 0) await Promise.all(seen.map((consumer) => handle(consumer, id)));
        const waitsFor = ({ type, seen }: (typeof log)[number]) =>
          (subscriptions[type] ?? []).filter((consumer) => !seen.includes(consumer));
        const expected = log.flatMap((one) => {
          const earlier = log.filter(({ id, subject }) => subject === one.subject && id < one.id);
          const held = waitsFor(one).filter((consumer) =>
            earlier.some((before) => waitsFor(before).includes(consumer)),
          );
          const isHeldWhole = held.length > 0 && held.length === waitsFor(one).length;
          return isHeldWhole ? [] : [{ id: one.id, heldFor: held.toSorted(), handledBy: one.seen.toSorted() }];
        });
        const claimed = (await claim()).map(({ id, heldFor, handledBy }) => ({
          id,
          heldFor: heldFor.toSorted(),
          handledBy: handledBy.toSorted(),
        }));
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
        expect(claimed.toSorted(byId)).toEqual(expected.toSorted(byId));
      }
    });

    it('walks the index of waiting events and stops, however many wait and however little the planner knows', async () => {
      await engine.db.query(sql`insert into events (id, type, version, subject, data, occurred_at, correlation_id, due_at, attempts)
        select ('019fa000-' || lpad(to_hex(i / 65536), 4, '0') || '-7' || lpad(to_hex(i % 4096), 3, '0') || '-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
          'order.placed', 1, i::text, '{}', ${startedAt}::timestamptz, 'r', case when i % 10 = 0 then ${startedAt}::timestamptz end, 0
        from generate_series(1, 20000) as i`);
      for (const prepare of [sql`select 1`, sql`analyze events`]) {
        await engine.db.query(prepare);
        const rows = await engine.db.query(sql`explain ${claimEvents(startedAt)}`);
        const plan = rows.map((row) => String(Object.values(row)[0])).join('\n');
        const walk = plan.slice(0, plan.indexOf('Subquery Scan on standing'));
        expect(walk).toMatch(/Index (?:Only )?Scan using (?:m\d{4}_\d{2}|other)_id_idx/);
        expect(plan).not.toMatch(/Seq Scan on (?:other|inbox)|Sort {2}\(/);
      }
      expect(await claim()).toHaveLength(100);
    });

    it('asks a queue that refuses less and less often', async () => {
      const [id = ''] = await write({});
      const waits: number[] = [];
      for (let refusal = 0; refusal < 12; refusal++) {
        await claim();
        await engine.db.query(makeDue([id], clock.now().toISOString()));
        const [row] = await engine.db.query<{ due: string }>(sql`select due_at as due from events`);
        waits.push((Date.parse(row?.due ?? '') - clock.now().getTime()) / 1000);
        clock.advanceMs(Date.parse(row?.due ?? '') - clock.now().getTime());
      }
      expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]);
    });
  });

  describe('its months', () => {
    it('take events by the time in their ids, and refuse none', async () => {
      const [present = '', old = '', strange = ''] = await write(
        { id: idAt('2026-12-31T23:59:59.999Z') },
        { id: idAt('2019-02-03T00:00:00.000Z') },
        { id: 'ffffffff-ffff-4fff-bfff-ffffffffffff' },
      );
      expect([await monthOf(present), await monthOf(old), await monthOf(strange)]).toEqual([
        'event_months.m2026_12',
        'event_months.other',
        'event_months.other',
      ]);
    });

    it('are made ahead, and take with them what came before they were there', async () => {
      const [early = ''] = await write({ id: idAt('2027-06-10T00:00:00.000Z') });
      clock = fixedClock('2027-03-05T00:00:00.000Z');
      const { made } = await keepEventLog({ ...ctx, clock });
      expect(made).toContain('2027-06-01');
      expect(await monthOf(early)).toBe('event_months.m2027_06');
      expect((await keepEventLog({ ...ctx, clock })).made).toEqual([]);
    });

    it('are closed to requests, who see the log only through its row-level security', async () => {
      const storeId = randomIds.next();
      await write({});
      const scope = { storeIds: [storeId], personId: null };
      expect(await engine.db.within(scope).query(sql`select id from events`)).toEqual([]);
      await expect(engine.db.within(scope).query(sql`select id from event_months.other`)).rejects.toThrow(
        'permission denied',
      );
      await expect(
        engine.db.within({ storeIds: 'all', personId: null }).query(sql`select id from event_months.m2026_11`),
      ).rejects.toThrow('permission denied');
    });

    it('are let go when the row says so, with the inbox rows of their events, but never with anything unsettled', async () => {
      await engine.db.batch(
        ['2026-02-01', '2026-03-01', '2026-04-01'].map((month) => sql`select make_event_month(${month}::date)`),
      );
      const [gone = '', waiting = '', dead = '', present = ''] = await write(
        { id: idAt('2026-02-10T00:00:00.000Z') },
        { id: idAt('2026-03-10T00:00:00.000Z') },
        { id: idAt('2026-04-10T00:00:00.000Z') },
        { id: idAt('2026-11-10T00:00:00.000Z') },
      );
      await handle('analytics', gone, waiting, dead, present);
      await engine.db.query(sql`update events set due_at = null where id <> ${waiting}`);
      await engine.db.query(sql`insert into dead_letters (id, consumer, event_id, body, reason, died_at)
        values (${randomIds.next()}, 'campaigns', ${dead}, '{}', 'r', now())`);
      expect(await keepEventLog(ctx)).toMatchObject({ letGo: [], kept: [] });

      await engine.db.query(sql`update event_retention set keep_months = 4`);
      const warn = vi.spyOn(console, 'warn').mockReturnValue();
      expect(await keepEventLog(ctx)).toMatchObject({
        letGo: ['2026-02-01'],
        kept: ['2026-03-01', '2026-04-01'],
        forgotten: 1,
      });
      warn.mockRestore();
      await engine.db.batch([sql`update events set due_at = null`, sql`update dead_letters set discarded_at = now()`]);
      expect(await keepEventLog(ctx)).toMatchObject({ letGo: ['2026-03-01', '2026-04-01'], forgotten: 2 });
      expect(await engine.db.query(sql`select event_id from inbox`)).toEqual([{ event_id: present }]);
      expect(await months()).not.toContain('m2026_03');
      const [row] = await engine.db.query(sql`select kept_from::text, (select count(*)::int from audit_log
        where action = 'events.let_go' and subject like '2026-0%') as audited from event_retention`);
      expect(row).toEqual({ kept_from: '2026-05-01', audited: 3 });
    });
  });
});
