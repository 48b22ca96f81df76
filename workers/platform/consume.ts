import { sql } from 'drizzle-orm';
import { ZodError } from 'zod';
import type { Statement } from '#db/client';
import { inbox } from '#db/schema/platform';
import type { Permitted } from './context.ts';
import { isDuplicateIn, isTransient } from './database-errors.ts';
import { buryLetters, type Letter } from './dead-letters.ts';
import { AppError } from './errors.ts';
import type { Consumer, EventMessage } from './events.ts';
import { describeError, log } from './log.ts';
import { readEvent } from './received-event.ts';
import { idList, settleEvents } from './settle-events.ts';

/** A queue message, without the queue. */
export interface ReceivedMessage {
  id: string;
  body: unknown;
  /** 1 on its first delivery. */
  attempts: number;
}

export type Decision = { id: string; kind: 'ack' } | { id: string; kind: 'retry'; delaySeconds: number };

/**
 * What an event means to a consumer, as statements: they take effect in one transaction with its inbox row, so exactly
 * once. What it does besides must bear repeating. It throws a ZodError or a non-retryable AppError for an event it can
 * never handle.
 */
export type Effect = (ctx: Permitted, event: EventMessage) => readonly Statement[] | Promise<readonly Statement[]>;

/**
 * Fewer than a queue makes before it gives up. After so many tries an unforeseen failure is poison; one of the database is
 * left to the relay, which sends again what is not settled: an outage must not fill the dead letters.
 */
const MAX_TRIES = 4;
/** How often a batch is tried anew because others handled some of its events meanwhile: each time it gets smaller. */
const MAX_RACES = 5;
const MAX_RETRY_DELAY_SECONDS = 60;

type Outcome = { kind: 'handled' } | { kind: 'retry' } | { kind: 'poison'; reason: string };
const handled: Outcome = { kind: 'handled' };
const retry: Outcome = { kind: 'retry' };
const poison = (reason: string): Outcome => ({ kind: 'poison', reason });

interface Delivery {
  event: EventMessage;
  attempts: number;
}

interface Work {
  event: EventMessage;
  statements: readonly Statement[];
}

/**
 * Handles one batch of a queue: normally one round trip, one transaction. Repeated, reordered and raced deliveries take
 * effect once; poison goes to `dead_letters`; everything else that fails comes back later. Answers what to do with each
 * message: see `applyDecisions`.
 */
export async function consumeBatch(
  ctx: Permitted,
  consumer: Consumer,
  messages: readonly ReceivedMessage[],
  effect: Effect,
): Promise<Decision[]> {
  const read = messages.map((message) => ({ message, content: readEvent(message.body) }));
  const deliveries = new Map<string, Delivery>();
  for (const { message, content } of read) {
    if (content.kind === 'event')
      deliveries.set(content.event.id, { event: content.event, attempts: message.attempts });
  }
  const outcomes = await handle(ctx, consumer, [...deliveries.values()], effect);

  const judged = read.map(({ message, content }) => {
    if (content.kind === 'unreadable') return { message, eventId: content.eventId, outcome: poison(content.reason) };
    return { message, eventId: content.event.id, outcome: outcomes.get(content.event.id) ?? retry };
  });
  const letters = judged.flatMap(({ message, eventId, outcome }): Letter[] =>
    outcome.kind === 'poison' ? [{ eventId, body: message.body, reason: outcome.reason }] : [],
  );
  const isBuried = await bury(ctx, consumer, letters);
  return judged.map(({ message: { id, attempts }, outcome }) => {
    const isDone = outcome.kind === 'handled' || (outcome.kind === 'poison' && isBuried);
    const isLeftToRelay = outcome.kind === 'retry' && attempts > MAX_TRIES;
    if (isDone || isLeftToRelay) return { id, kind: 'ack' };
    return { id, kind: 'retry', delaySeconds: Math.min(2 ** attempts, MAX_RETRY_DELAY_SECONDS) };
  });
}

/** Prepares what each event means and commits all that could be prepared. */
async function handle(
  ctx: Permitted,
  consumer: Consumer,
  deliveries: readonly Delivery[],
  effect: Effect,
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const works: Work[] = [];
  for (const { event, attempts } of deliveries) {
    try {
      works.push({ event, statements: await effect(causedBy(ctx, event), event) });
    } catch (error) {
      outcomes.set(event.id, judge(error, attempts));
    }
  }
  for (const [id, outcome] of await commit(ctx, consumer, works, 0)) outcomes.set(id, outcome);
  return outcomes;
}

/** What an effect writes belongs to the request that began it all, and names the event as its cause. */
const causedBy = (ctx: Permitted, { id, correlationId }: EventMessage): Permitted => ({
  ...ctx,
  requestId: correlationId,
  causationId: id,
});

/** Transient failures come back; what can never succeed is poison; the unforeseen is poison after a few tries. */
function judge(error: unknown, attempts: number): Outcome {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof ZodError) return poison(reason);
  if (error instanceof AppError) return error.retryable ? retry : poison(reason);
  return attempts > MAX_TRIES ? poison(reason) : retry;
}

/** The inbox rows come first and plainly: when somebody handled one of the events already, nothing of the batch happens. */
async function commit(
  ctx: Permitted,
  consumer: Consumer,
  works: readonly Work[],
  races: number,
): Promise<[eventId: string, Outcome][]> {
  if (works.length === 0) return [];
  const ids = works.map(({ event }) => event.id);
  const all = (outcome: Outcome) => ids.map((id): [string, Outcome] => [id, outcome]);
  const claim = sql`insert into ${inbox} (event_id, consumer, handled_at)
    select id, ${consumer}, ${ctx.clock.now().toISOString()}::timestamptz from ${idList(ids)} as wanted(id)`;
  try {
    await ctx.db.batch([claim, ...works.flatMap(({ statements }) => statements), settleEvents(ids)]);
    return all(handled);
  } catch (error) {
    if (isDuplicateIn(error, 'inbox'))
      return races < MAX_RACES ? commitUnseen(ctx, consumer, works, races) : all(retry);
    if (isTransient(error)) return all(retry);
    if (works.length === 1) return all(poison(String(error)));
    const outcomes: [string, Outcome][] = [];
    for (const work of works) outcomes.push(...(await commit(ctx, consumer, [work], races)));
    return outcomes;
  }
}

async function commitUnseen(
  ctx: Permitted,
  consumer: Consumer,
  works: readonly Work[],
  races: number,
): Promise<[eventId: string, Outcome][]> {
  const ids = works.map(({ event }) => event.id);
  const seenRows = sql`select event_id from ${inbox} where consumer = ${consumer} and event_id in ${idList(ids)}`;
  try {
    const [, rows = []] = await ctx.db.batch<{ event_id: string }>([settleEvents(ids), seenRows]);
    const seen = new Set(rows.map(({ event_id }) => event_id));
    const unseen = works.filter(({ event }) => !seen.has(event.id));
    const others = await commit(ctx, consumer, unseen, races + 1);
    return [...[...seen].map((id): [string, Outcome] => [id, handled]), ...others];
  } catch (error) {
    log('warn', 'Events could not be looked up in the inbox', { consumer, ...describeError(error) });
    return ids.map((id) => [id, retry]);
  }
}

async function bury(ctx: Permitted, consumer: Consumer, letters: readonly Letter[]): Promise<boolean> {
  if (letters.length === 0) return true;
  try {
    await ctx.db.batch(buryLetters(ctx, consumer, letters));
    return true;
  } catch (error) {
    log('error', 'Dead letters could not be stored; they will come again', { consumer, ...describeError(error) });
    return false;
  }
}

interface QueueMessage {
  id: string;
  ack(): void;
  retry(options: { delaySeconds: number }): void;
}

/** Tells the queue what was decided. A message without a decision comes back. */
export function applyDecisions(batch: { messages: readonly QueueMessage[] }, decisions: readonly Decision[]): void {
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  for (const message of batch.messages) {
    const decision = byId.get(message.id);
    if (decision?.kind === 'ack') message.ack();
    else message.retry({ delaySeconds: decision?.delaySeconds ?? 1 });
  }
}
