import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { replayDeadLetters } from '#modules/events';
import { toCloudEvent } from '#platform/cloud-event';
import { applyDecisions, consumeBatch, type ReceivedMessage } from '#platform/consume';
import { consumeDeadLetters } from '#platform/consume-dead-letters';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import { AppError } from '#platform/errors';
import { type EventMessage, eventFact } from '#platform/events';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import type { Objects } from '#platform/objects';
import { engines } from '../database/engines.ts';
import { seededRandom } from '../seeded-random.ts';

/** As wrangler.toml says of the queues. */
const MAX_BATCH = 50;
const MAX_DELIVERIES = 11;
/** Batches under way at once. */
const CONSUMERS = 4;
/** Of all events: effects that can never be, statements that the database refuses, bodies that arrive garbled. */
const POISON = { throws: 0.01, refused: 0.002, garbled: 0.005 } as const;
/** Of all deliveries: failures that pass, and answers that the queue never hears. */
const FAILS = 0.05;
const ANSWER_LOST = 0.03;
/** Rows written at once when the storm is prepared. */
const CHUNK = 2_000;

type Ill = keyof typeof POISON;

export interface Storm {
  seed: number;
  messages: number;
  /** Events in the log. */
  events: number;
  poison: number;
  /** Deliveries that a consumer saw before the replay, with all repetitions. */
  deliveries: number;
  /** Before the replay. */
  effects: number;
  letters: number;
  /** After it. */
  effectsAfterReplay: number;
  openLettersAfterReplay: number;
  unsettledAfterReplay: number;
  /** Events with more than one effect: must be 0. */
  doubled: number;
}

/**
 * Sends so many messages through a consumer on a real database: shuffled, repeated, failing, garbled, raced by several batches at
 * once, with answers that get lost. Then whatever was poison is mended and replayed.
 */
export async function stormQueues(messages: number, seed: number): Promise<Storm> {
  const kind = engines.at(-1);
  if (kind === undefined) throw new Error('There is no engine.');
  const engine = await kind.start();
  try {
    return await new QueueStorm(engine.db, messages, seed).run();
  } finally {
    await engine.stop();
  }
}

class QueueStorm {
  readonly #db: Database;
  readonly #ctx: Permitted;
  readonly #random: () => number;
  readonly #seed: number;
  readonly #messages: number;
  readonly #ills = new Map<string, Ill>();
  readonly #tried = new Set<string>();
  #isMended = false;
  #deliveries = 0;

  constructor(db: Database, messages: number, seed: number) {
    this.#db = db;
    this.#random = seededRandom(seed);
    this.#seed = seed;
    this.#messages = messages;
    const objects = { outboxRelay: () => ({ kick: async () => undefined }) } as unknown as Objects;
    this.#ctx = testContext({ db, objects });
  }

  async run(): Promise<Storm> {
    await this.#db.query(sql`create table storm_effects (event_id uuid not null)`);
    const events = await this.#writeEvents(Math.max(1, Math.floor(this.#messages * 0.7)));
    const repeated = Array.from({ length: this.#messages - events.length }, () => this.#oneOf(events));
    await this.#settleAll(this.#shuffled([...events, ...repeated]));
    const before = { deliveries: this.#deliveries, effects: await this.#effects(), letters: await this.#openLetters() };

    this.#isMended = true;
    while ((await replayDeadLetters(this.#ctx, { consumer: 'webhooks' })).replayed > 0);
    await this.#settleAll([]);
    const [doubled] = await this.#db.query<{ n: number }>(
      sql`select count(*)::int as n from (select 1 from storm_effects group by event_id having count(*) > 1) as twice`,
    );
    return {
      seed: this.#seed,
      messages: this.#messages,
      events: events.length,
      poison: this.#ills.size,
      ...before,
      effectsAfterReplay: await this.#effects(),
      openLettersAfterReplay: await this.#openLetters(),
      unsettledAfterReplay: (await this.#unsettled()).length,
      doubled: doubled?.n ?? -1,
    };
  }

  #oneOf<T>(list: readonly T[]): T {
    const one = list[Math.floor(this.#random() * list.length)];
    if (one === undefined) throw new Error('Nothing to choose from.');
    return one;
  }

  #shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((one) => ({ one, place: this.#random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ one }) => one);
  }

  async #writeEvents(count: number): Promise<EventMessage[]> {
    const ids = Array.from({ length: count }, () => randomIds.next());
    for (const id of ids) {
      const fate = this.#random();
      if (fate < POISON.throws) this.#ills.set(id, 'throws');
      else if (fate < POISON.throws + POISON.refused) this.#ills.set(id, 'refused');
      else if (fate < POISON.throws + POISON.refused + POISON.garbled) this.#ills.set(id, 'garbled');
    }
    for (let at = 0; at < count; at += CHUNK) {
      const facts = ids
        .slice(at, at + CHUNK)
        .map((id) =>
          eventFact(this.#ctx, { id, type: 'webhook.due', version: 1, subject: id, storeId: null, data: {} }),
        );
      await this.#db.batch(writeFacts(facts));
    }
    return this.#unsettled();
  }

  /** Delivers until everything is settled: what a queue loses or is left to the relay comes again from the log. */
  async #settleAll(first: readonly EventMessage[]): Promise<void> {
    let waiting: readonly EventMessage[] = first.length > 0 ? first : await this.#unsettled();
    while (waiting.length > 0) {
      await this.#deliverAll(
        waiting.map((event) => ({ id: randomIds.next(), body: this.#bodyOf(event), attempts: 1 })),
      );
      waiting = await this.#unsettled();
    }
  }

  #bodyOf(event: EventMessage): unknown {
    const body = toCloudEvent(event);
    return this.#ills.get(event.id) === 'garbled' && !this.#isMended ? { ...body, type: 'no.such_event' } : body;
  }

  async #deliverAll(queue: ReceivedMessage[]): Promise<void> {
    while (queue.length > 0) {
      const batches: ReceivedMessage[][] = [];
      for (let i = 0; i < CONSUMERS && queue.length > 0; i++) {
        batches.push(queue.splice(0, 1 + Math.floor(this.#random() * MAX_BATCH)));
      }
      const again = await Promise.all(batches.map((batch) => this.#deliver(batch)));
      // Back at the end, in whatever order: a queue keeps none.
      queue.push(...this.#shuffled(again.flat()));
    }
  }

  /** One batch; answers the messages that come back. */
  async #deliver(batch: readonly ReceivedMessage[]): Promise<ReceivedMessage[]> {
    const given = batch.filter(({ attempts }) => attempts <= MAX_DELIVERIES);
    const dead = batch.filter(({ attempts }) => attempts > MAX_DELIVERIES);
    this.#deliveries += given.length;
    const decisions = await consumeBatch(this.#ctx, 'webhooks', given, (_, event) => this.#effectOf(event));
    if (dead.length > 0) decisions.push(...(await consumeDeadLetters(this.#ctx, 'webhooks', dead)));
    const back = new Set<string>();
    const messages = batch.map(({ id }) => ({ id, ack: () => undefined, retry: () => void back.add(id) }));
    applyDecisions({ messages }, decisions);
    return batch
      .filter(({ id }) => back.has(id) || this.#random() < ANSWER_LOST)
      .map((message) => ({ ...message, attempts: message.attempts + 1 }));
  }

  #effectOf({ id }: EventMessage): readonly SQL[] {
    const isFirst = !this.#tried.has(id);
    this.#tried.add(id);
    if (this.#random() < FAILS) {
      // The unforeseen is poison after a few tries, so here it passes after one.
      throw isFirst ? new TypeError('For a moment') : new AppError('unavailable', 'For a moment');
    }
    const ill = this.#isMended ? undefined : this.#ills.get(id);
    if (ill === 'throws') throw new AppError('invalid_input', 'Poison');
    if (ill === 'refused') return [sql`select 1 / 0`];
    return [sql`insert into storm_effects values (${id})`];
  }

  async #unsettled(): Promise<EventMessage[]> {
    return this.#db.query<EventMessage>(sql`select id, type, version, subject, null as "storeId", data,
        to_char(occurred_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt",
        correlation_id as "correlationId", null as "causationId" from events where due_at is not null order by id`);
  }

  async #effects(): Promise<number> {
    return (await this.#db.query<{ n: number }>(sql`select count(*)::int as n from storm_effects`))[0]?.n ?? -1;
  }

  async #openLetters(): Promise<number> {
    const letters = sql`select count(*)::int as n from dead_letters where replayed_at is null`;
    return (await this.#db.query<{ n: number }>(letters))[0]?.n ?? -1;
  }
}
