import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  discardDeadLetter,
  eventFlow,
  getDeadLetter,
  listDeadLetters,
  prometheusText,
  replayDeadLetter,
} from '#modules/events';
import { compensateSaga, getSaga, listSagas, resumeSaga } from '#modules/sagas';
import { fixedClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import { type Consumer, type EventType, eventFact } from '#platform/events';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { Objects } from '#platform/objects';
import { type SagaRow, sagaFact } from '#platform/sagas';
import { type ClaimedEvent, claimEvents } from '../../durable-objects/outbox-relay/claim-events.ts';
import { type Engine, engines } from './engines.ts';

const startedAt = '2026-11-22T12:00:00.000Z';
const DAY_MS = 86_400_000;

interface TestEvent {
  id?: string;
  type?: EventType;
  subject?: string;
  data?: unknown;
}

describe.each(engines)('dead letters and sagas on $name', (kind) => {
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

  describe('dead letters', () => {
    async function bury(count: number, body: unknown = {}): Promise<string[]> {
      const ids = await write(...Array.from({ length: count }, () => ({})));
      await handle('campaigns', ...ids);
      const letters = ids.map((eventId, at) => ({ id: randomIds.next(), eventId, at }));
      await engine.db.batch([
        sql`update events set due_at = null`,
        ...letters.map(
          ({ id, eventId, at }) => sql`insert into dead_letters (id, consumer, event_id, body, reason, died_at)
          values (${id}, 'campaigns', ${eventId}, ${JSON.stringify(body)}, 'Poison', ${startedAt}::timestamptz + ${at} * interval '1 second')`,
        ),
      ]);
      return letters.map(({ id }) => id);
    }

    it('are listed page by page, the latest first, and filtered', async () => {
      const ids = await bury(5);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listDeadLetters(ctx, { limit: 2, consumer: 'campaigns', status: 'open', cursor });
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(ids.toReversed());
      expect((await listDeadLetters(ctx, { consumer: 'catalog' })).data).toEqual([]);
      expect((await listDeadLetters(ctx, { status: 'discarded' })).data).toEqual([]);
      expect((await listDeadLetters(ctx, { type: 'order.placed', to: '2026-11-22T12:00:02.000Z' })).data).toHaveLength(
        2,
      );
    });

    it('are shown with event, reason and body, without personal data', async () => {
      const [letterId = ''] = await bury(1, { data: { email: 'asha@example.com', address: 'Lane 7' } });
      const letter = await getDeadLetter(ctx, { consumer: 'campaigns', letterId });
      expect(letter).toMatchObject({
        status: 'open',
        reason: 'Poison',
        event: { type: 'order.placed' },
        handledBy: ['campaigns'],
      });
      expect(JSON.stringify(letter.body)).not.toMatch(/asha@|Lane/);
      await expect(getDeadLetter(ctx, { consumer: 'catalog', letterId })).rejects.toMatchObject({ code: 'not_found' });
    });

    it('are replayed one by one, once, whoever asks at the same time', async () => {
      const [letterId = '', other = ''] = await bury(2);
      const answers = await Promise.all(
        [1, 2, 3].map(() => replayDeadLetter(ctx, { consumer: 'campaigns', letterId })),
      );
      expect(answers.map(({ status }) => status)).toEqual(['replayed', 'replayed', 'replayed']);
      const [audit] = await engine.db.query(
        sql`select count(*)::int as n from audit_log where action = 'events.replay' and facts ->> 'letterId' = ${letterId}`,
      );
      expect(audit).toEqual({ n: 1 });
      const claimed = await claim();
      expect(claimed.map(({ id }) => id)).toEqual([answers[0]?.event?.id]);
      expect(claimed[0]?.handledBy).not.toContain('campaigns');
      expect((await getDeadLetter(ctx, { consumer: 'campaigns', letterId: other })).status).toBe('open');
    });

    it('are discarded with a reason, and not replayed after that', async () => {
      const [letterId = ''] = await bury(1);
      const discarded = await discardDeadLetter(ctx, { consumer: 'campaigns', letterId, reason: 'A test order' });
      expect(discarded).toMatchObject({ status: 'discarded', discardReason: 'A test order' });
      const refused = replayDeadLetter(ctx, { consumer: 'campaigns', letterId });
      await expect(refused).rejects.toMatchObject({ code: 'illegal_transition' });
      expect(await claim()).toEqual([]);
    });

    it('count in the figures beside lag and depth, for staff and for Prometheus', async () => {
      await bury(2);
      await write({ type: 'product.changed' }, { type: 'product.changed' });
      clock.advanceMs(90_000);
      const flow = await eventFlow({ ...ctx, clock });
      expect(flow.consumers).toContainEqual({ consumer: 'catalog', waiting: 2, oldestSeconds: 90, deadLetters: 0 });
      expect(flow.consumers).toContainEqual({ consumer: 'campaigns', waiting: 0, oldestSeconds: 0, deadLetters: 2 });
      const text = prometheusText(flow);
      expect(text).toContain('# TYPE tincture_events_waiting gauge\n');
      expect(text).toContain('tincture_events_oldest_seconds{consumer="catalog"} 90\n');
      expect(text).toContain('tincture_dead_letters{consumer="campaigns"} 2\n');
      expect(text).toContain('tincture_sagas_stuck 0\n');
      for (const line of text.trimEnd().split('\n'))
        expect(line).toMatch(/^(?:# (?:HELP|TYPE) [a-z_]+ .+|[a-z_]+(?:\{[a-z]+="[a-z]+"\})? \d+)$/);
    });
  });

  describe('sagas', () => {
    const saga = (rest: Partial<SagaRow>): SagaRow => ({
      id: randomIds.next(),
      kind: 'checkout',
      subject: 'order-1',
      storeId: null,
      status: 'stuck',
      step: 'commit',
      failures: 5,
      lastError: 'The store does not answer',
      steps: [
        { step: 'hold', at: startedAt, outcome: 'done' },
        { step: 'commit', at: startedAt, outcome: 'failed', error: 'The store does not answer' },
      ],
      revision: 2,
      correlationId: 'r',
      startedAt,
      updatedAt: startedAt,
      endedAt: null,
      ...rest,
    });
    const show = (...rows: SagaRow[]) => engine.db.batch(writeFacts(rows.map(sagaFact)));
    const inStore = (storeId: string): Permitted => {
      const permissions = new Set(['sagas.read', 'sagas.manage'] as const);
      const grants = [{ permissions, scope: [storeId], limits: {}, expiresAtMs: null }];
      const person = {
        kind: 'person',
        personId: randomIds.next(),
        sessionId: '',
        grants,
        secondFactorAtMs: null,
        clientId: null,
      };
      return { ...ctx, actor: person } as unknown as Permitted;
    };

    it('are listed by status, kind, store and age, only of stores where one may see them', async () => {
      const [pune, thane] = [randomIds.next(), randomIds.next()];
      const old = new Date(Date.parse(startedAt) - 2 * DAY_MS).toISOString();
      const [a, b, c] = [
        saga({ storeId: pune }),
        saga({ storeId: thane, kind: 'transfer' }),
        saga({ storeId: pune, startedAt: old, status: 'completed' }),
      ];
      await show(a, b, c);
      const idsOf = async (input: Parameters<typeof listSagas>[1], as = ctx) =>
        (await listSagas(as, input)).data.map(({ id }) => id);
      expect(await idsOf({})).toHaveLength(3);
      expect(await idsOf({ status: 'stuck', kind: 'checkout' })).toEqual([a.id]);
      expect(await idsOf({ startedBefore: startedAt })).toEqual([c.id]);
      expect(await idsOf({}, inStore(thane))).toEqual([b.id]);
      await expect(idsOf({ storeId: pune }, inStore(thane))).rejects.toMatchObject({ code: 'forbidden' });
      const first = await listSagas(ctx, { limit: 2 });
      expect(
        (await listSagas(ctx, { limit: 2, cursor: first.nextCursor ?? undefined })).data.map(({ id }) => id),
      ).toEqual([c.id]);
      await expect(getSaga(inStore(thane), { sagaId: a.id })).rejects.toMatchObject({ code: 'not_found' });
    });

    it('are resumed and compensated by hand through whoever owns them, with an audit row', async () => {
      const mine = saga({});
      await show(mine);
      const asked: string[] = [];
      const standing = { ok: true, value: { kind: 'open' } };
      const checkout = (id: string) => ({
        resume: async () => asked.push(`resume ${id}`) && standing,
        compensate: async (reason: string) => asked.push(`compensate ${id}: ${reason}`) && standing,
      });
      const staff = { ...ctx, objects: { checkout } as unknown as Objects };
      expect(await resumeSaga(staff, { sagaId: mine.id })).toMatchObject({ canResume: true, canCompensate: true });
      await compensateSaga(staff, { sagaId: mine.id, reason: 'The buyer gave up' });
      expect(asked).toEqual([`resume ${mine.id}`, `compensate ${mine.id}: The buyer gave up`]);
      const audited = await engine.db.query(
        sql`select action, reason from audit_log where subject = ${mine.id} order by action`,
      );
      expect(audited).toEqual([
        { action: 'sagas.compensate', reason: 'The buyer gave up' },
        { action: 'sagas.resume', reason: null },
      ]);
    });

    it('that are over are left alone, and stuck ones show in the figures', async () => {
      const [done, stuck] = [saga({ status: 'completed', endedAt: startedAt }), saga({})];
      await show(done, stuck);
      expect(await resumeSaga(ctx, { sagaId: done.id })).toMatchObject({ status: 'completed', canResume: false });
      const refused = compensateSaga(ctx, { sagaId: done.id, reason: 'Too late' });
      await expect(refused).rejects.toMatchObject({ code: 'illegal_transition' });
      expect((await eventFlow(ctx)).sagas).toEqual({ open: 1, stuck: 1 });
    });
  });
});
