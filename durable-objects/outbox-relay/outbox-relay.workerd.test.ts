import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { replayDeadLetters } from '#modules/events';
import { systemClock } from '#platform/clock';
import { consumeBatch } from '#platform/consume';
import { type EventMessage, eventFact } from '#platform/events';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { cutDatabase, db, env, eventually, objects } from '../test-company.test-support.ts';
import { systemContext, type TestOrder } from '../test-worker.test-support.ts';

async function placeOrders(count: number, data: TestOrder = {}): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomIds.next());
  const context = { clock: systemClock, requestId: 'test' };
  const facts = ids.map((id) =>
    eventFact(context, { id, type: 'order.placed', version: 1, subject: id, storeId: null, data }),
  );
  await db.batch(writeFacts(facts));
  return ids;
}

const wanted = (ids: string[]) =>
  sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
const unsettled = async (ids: string[]) =>
  (await db.query(sql`select id from events where id in ${wanted(ids)} and due_at is not null`)).length;
const effects = async (ids: string[]) =>
  (
    await db.query<{ consumer: string; effects: number; events: number }>(
      sql`select consumer, count(*)::int as effects, count(distinct event_id)::int as events
        from test_effects where event_id in ${wanted(ids)} group by 1 order by 1`,
    )
  ).map((row) => [row.consumer, row.effects, row.events]);
const makeAllDue = (ids: string[]) =>
  db.query(sql`update events set due_at = now() where id in ${wanted(ids)} and due_at is not null`);

afterEach(() => vi.restoreAllMocks());

describe('OutboxRelay', () => {
  it('brings every event to every subscriber once, and settles it', async () => {
    const ids = await placeOrders(250);
    await objects.outboxRelay().kick();
    await eventually(async () => expect(await unsettled(ids)).toBe(0), 20_000);
    expect(await effects(ids)).toEqual([
      ['analytics', 250, 250],
      ['campaigns', 250, 250],
      ['webhooks', 250, 250],
    ]);
  });

  it('sends again what was lost, only to those who have not handled it', async () => {
    const ids = await placeOrders(3, { lostBy: ['campaigns'] });
    await objects.outboxRelay().kick();
    await eventually(async () =>
      expect(await effects(ids)).toEqual([
        ['analytics', 3, 3],
        ['webhooks', 3, 3],
      ]),
    );
    expect(await unsettled(ids)).toBe(3);
    await makeAllDue(ids);
    await objects.outboxRelay().kick();
    await eventually(async () => expect(await unsettled(ids)).toBe(0));
    expect(await effects(ids)).toEqual([
      ['analytics', 3, 3],
      ['campaigns', 3, 3],
      ['webhooks', 3, 3],
    ]);
  });

  it('goes on by itself when the database comes back', async () => {
    const ids = await placeOrders(2);
    const restore = cutDatabase('requests');
    await objects.outboxRelay().kick();
    await new Promise((resolve) => setTimeout(resolve, 300));
    restore();
    await eventually(async () => expect(await unsettled(ids)).toBe(0));
  });

  it('settles an event that everybody has handled although nobody settled it', async () => {
    const ids = await placeOrders(1);
    await db.query(
      sql`insert into inbox select id, consumer, now() from ${wanted(ids)} as e(id), unnest(array['analytics', 'campaigns', 'webhooks']) as consumer`,
    );
    await objects.outboxRelay().kick();
    await eventually(async () => expect(await unsettled(ids)).toBe(0));
    expect(await effects(ids)).toEqual([]);
  });

  it('keeps poison as a dead letter, and a replay brings it again', async () => {
    const ids = await placeOrders(2, { poisonFor: ['campaigns'] });
    await objects.outboxRelay().kick();
    await eventually(async () => expect(await unsettled(ids)).toBe(0));
    const letters = sql`select reason, replayed_at is not null as replayed from dead_letters where event_id in ${wanted(ids)}`;
    expect(await db.query(letters)).toEqual(Array.from(ids, () => ({ reason: 'AppError: Poison', replayed: false })));

    await db.query(sql`update events set data = '{}' where id in ${wanted(ids)}`);
    expect(await replayDeadLetters(systemContext(env), { consumer: 'campaigns' })).toEqual({ replayed: 2 });
    expect(await replayDeadLetters(systemContext(env), { consumer: 'campaigns' })).toEqual({ replayed: 0 });
    await eventually(async () =>
      expect(await effects(ids)).toEqual([
        ['analytics', 2, 2],
        ['campaigns', 2, 2],
        ['webhooks', 2, 2],
      ]),
    );
    await eventually(async () => expect(await unsettled(ids)).toBe(0));
  });
});

describe('OutboxRelay and the order of a record', () => {
  const context = { clock: systemClock, requestId: 'test' };

  it('brings each consumer the events of a record one after the other, in spite of repetitions and poison', async () => {
    const subjects = ['a', 'b', 'c'].map((name) => `${name}:${randomIds.next()}`);
    const written = Array.from({ length: 12 }, (_, i) => {
      const data: TestOrder = i === 4 ? { poisonFor: ['campaigns'] } : {};
      return { id: randomIds.next(), subject: subjects[i % 3] ?? '', data };
    });
    const ids = written.map(({ id }) => id);
    const facts = written.map((one) => eventFact(context, { ...one, type: 'order.placed', version: 1, storeId: null }));
    await db.batch(writeFacts(facts.toReversed()));
    await objects.outboxRelay().kick();
    await eventually(async () => {
      // Due again and again: what is under way is sent twice.
      await makeAllDue(ids);
      expect(await unsettled(ids)).toBe(0);
    }, 25_000);
    expect(await effects(ids)).toEqual([
      ['analytics', 12, 12],
      ['campaigns', 11, 11],
      ['webhooks', 12, 12],
    ]);
    const heard = await db.query<{ ids: string[] }>(sql`select array_agg(event_id::text order by handled_at) as ids
      from inbox join events on events.id = event_id where events.id in ${wanted(ids)} group by subject, consumer`);
    expect(heard).toHaveLength(9);
    for (const line of heard) expect(line.ids).toEqual(line.ids.toSorted());
  });

  it('keeps what no queue carries as a dead letter, and goes on with the next', async () => {
    const subject = randomIds.next();
    const [large, small] = [randomIds.next(), randomIds.next()];
    const facts = [large, small].map((id) =>
      eventFact(context, {
        id,
        type: 'webhook.due',
        version: 1,
        subject,
        storeId: null,
        data: id === large ? { text: 'x'.repeat(130_000) } : {},
      }),
    );
    await db.batch(writeFacts(facts));
    await objects.outboxRelay().kick();
    await eventually(async () => expect(await unsettled([large, small])).toBe(0));
    expect(await effects([large, small])).toEqual([['webhooks', 1, 1]]);
    const letters = await db.query<{ reason: string }>(sql`select reason from dead_letters where event_id = ${large}`);
    expect(letters[0]?.reason).toContain('No queue carries');
  });
});

describe('consumeBatch', () => {
  const message = (id: string, body: unknown, attempts = 1) => ({ id, body, attempts });
  const eventOf = (id: string, data: TestOrder = {}): EventMessage => ({
    id,
    type: 'order.placed',
    version: 1,
    subject: id,
    storeId: null,
    occurredAt: '2026-11-22T06:30:00.000Z',
    correlationId: 'test',
    causationId: null,
    data,
  });
  const count = (id: string) => [sql`insert into test_effects (event_id, consumer) values (${id}::uuid, 'analytics')`];
  const consume = (messages: ReturnType<typeof message>[], effect = ({ id }: EventMessage) => count(id)) =>
    consumeBatch(systemContext(env), 'analytics', messages, (_, event) => effect(event));

  it('takes effect once although a batch repeats an event, comes again, and races with itself', async () => {
    const ids = await placeOrders(20);
    const batch = [...ids, ...ids].map((id, i) => message(`m${i}`, eventOf(id)));
    const answers = await Promise.all([consume(batch), consume(batch.toReversed()), consume(batch.slice(10, 30))]);
    await consume(batch);
    expect(answers.flat().every(({ kind }) => kind === 'ack')).toBe(true);
    expect(await effects(ids)).toEqual([['analytics', 20, 20]]);
  });

  it('handles the new events of a batch that holds old ones', async () => {
    const ids = await placeOrders(4);
    await consume(ids.slice(0, 2).map((id) => message(id, eventOf(id))));
    await consume(ids.map((id) => message(id, eventOf(id))));
    expect(await effects(ids)).toEqual([['analytics', 4, 4]]);
  });

  it('finds the one event whose statements the database refuses, and keeps it', async () => {
    const ids = await placeOrders(3);
    const decisions = await consume(
      ids.map((id) => message(id, eventOf(id))),
      ({ id }) => (id === ids[1] ? [sql`select 1 / 0`] : count(id)),
    );
    expect(decisions.map(({ kind }) => kind)).toEqual(['ack', 'ack', 'ack']);
    expect(await effects(ids)).toEqual([['analytics', 2, 2]]);
    expect(await db.query(sql`select consumer from dead_letters where event_id in ${wanted(ids)}`)).toEqual([
      { consumer: 'analytics' },
    ]);
  });

  it('keeps a body that is no event, whatever is in it', async () => {
    const marker = randomIds.next();
    const bodies = [null, 'text', { marker: `\u0000 \ud800 \\u0000 ${marker}` }, { id: marker, type: 'order.placed' }];
    const decisions = await consume(bodies.map((body, i) => message(`m${i}`, body)));
    expect(decisions.every(({ kind }) => kind === 'ack')).toBe(true);
    expect(
      await db.query(
        sql`select event_id from dead_letters where body::text like ${`%${marker}%`} order by event_id nulls first`,
      ),
    ).toEqual([{ event_id: null }, { event_id: marker }]);
  });

  it('asks for another try while the database is away, and leaves the event to the relay in the end', async () => {
    const [id = ''] = await placeOrders(1);
    const restore = cutDatabase('requests');
    expect(await consume([message('m', eventOf(id), 1)])).toEqual([{ id: 'm', kind: 'retry', delaySeconds: 2 }]);
    expect(await consume([message('m', eventOf(id), 4)])).toEqual([{ id: 'm', kind: 'retry', delaySeconds: 16 }]);
    expect(await consume([message('m', eventOf(id), 5)])).toEqual([{ id: 'm', kind: 'ack' }]);
    restore();
    expect(await unsettled([id])).toBe(1);
  });

  it('gives an unforeseen failure some tries before it keeps the event', async () => {
    const [id = ''] = await placeOrders(1);
    const broken = () => {
      throw new TypeError('no such property');
    };
    expect(await consume([message('m', eventOf(id), 1)], broken)).toMatchObject([{ kind: 'retry' }]);
    expect(await consume([message('m', eventOf(id), 5)], broken)).toMatchObject([{ kind: 'ack' }]);
    expect(await db.query(sql`select reason from dead_letters where event_id = ${id}`)).toEqual([
      { reason: 'TypeError: no such property' },
    ]);
  });
});
