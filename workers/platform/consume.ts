import { sql } from 'drizzle-orm';
import { ZodError } from 'zod';
import type { Statement } from '#db/client';
import { inbox } from '#db/schema/platform';
import type { Context } from './context.ts';
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
export type Effect = (ctx: Context, event: EventMessage) => readonly Statement[] | Promise<readonly Statement[]>;

/** An effect that throws something unforeseen may be a bug or a bad moment: so often it is given the benefit of doubt. */
const MAX_UNFORESEEN_FAILURES = 4;
/** How often a batch is tried anew because others handled some of its events meanwhile: each time it gets smaller. */
const MAX_RACES = 5;
const MAX_RETRY_DELAY_SECONDS = 60;

type Outcome = { kind: 'handled' } | { kind: 'retry' } | { kind: 'poison'; reason: string };

interface Work {
  event: EventMessage;
  attempts: number;
  statements: readonly Statement[];
}

/**
 * Handles one batch of a queue: normally one round trip, one transaction. Repeated, reordered and raced deliveries take
 * effect once; poison goes to `dead_letters`; everything else that fails comes back later. Answers what to do with each
 * message: see `applyDecisions`.
 */
export async function consumeBatch(
  ctx: Context,
  consumer: Consumer,
  messages: readonly ReceivedMessage[],
  effect: Effect,
): Promise<Decision[]> {
  const read = messages.map((message) => ({ message, content: readEvent(message.body) }));
  const outcomes = new Map<string, Outcome>();
  const works: Work[] = [];
  for (const { message, content } of read) {
    if (content.kind !== 'event' || outcomes.has(content.event.id)) continue;
    const prepared = await prepare(ctx, content.event, message.attempts, effect);
    outcomes.set(content.event.id, prepared.outcome);
    if (prepared.outcome.kind === 'handled')
      works.push({ ...prepared, event: content.event, attempts: message.attempts });
  }
  for (const [id, outcome] of await commit(ctx, consumer, works, 0)) outcomes.set(id, outcome);

  const letters: Letter[] = [];
  const kinds = read.map(({ message, content }): Outcome['kind'] => {
    const outcome = content.kind === 'event' ? outcomes.get(content.event.id) : undefined;
    if (outcome !== undefined && outcome.kind !== 'poison') return outcome.kind;
    const eventId = content.kind === 'event' ? content.event.id : content.eventId;
    const reason = content.kind === 'event' ? (outcome?.reason ?? 'Unknown') : content.reason;
    letters.push({ eventId, body: message.body, reason });
    return 'poison';
  });
  const buried = letters.length === 0 || (await bury(ctx, consumer, letters));
  return read.map(({ message }, i) =>
    kinds[i] === 'handled' || (kinds[i] === 'poison' && buried)
      ? { id: message.id, kind: 'ack' }
      : { id: message.id, kind: 'retry', delaySeconds: Math.min(2 ** message.attempts, MAX_RETRY_DELAY_SECONDS) },
  );
}

async function prepare(ctx: Context, event: EventMessage, attempts: number, effect: Effect) {
  try {
    return { outcome: { kind: 'handled' } as Outcome, statements: await effect(ctx, event) };
  } catch (error) {
    return { outcome: judge(error, attempts), statements: [] };
  }
}

/** Transient failures come back; what can never succeed is poison; the unforeseen is poison after a few tries. */
function judge(error: unknown, attempts: number): Outcome {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof ZodError) return { kind: 'poison', reason };
  if (error instanceof AppError) return error.retryable ? { kind: 'retry' } : { kind: 'poison', reason };
  return attempts > MAX_UNFORESEEN_FAILURES ? { kind: 'poison', reason } : { kind: 'retry' };
}

/** The inbox rows come first and plainly: when somebody handled one of the events already, nothing of the batch happens. */
async function commit(
  ctx: Context,
  consumer: Consumer,
  works: readonly Work[],
  races: number,
): Promise<[eventId: string, Outcome][]> {
  if (works.length === 0) return [];
  const ids = works.map(({ event }) => event.id);
  const all = (outcome: Outcome) => ids.map((id): [string, Outcome] => [id, outcome]);
  try {
    const now = ctx.clock.now().toISOString();
    const claim = sql`insert into ${inbox} (event_id, consumer, handled_at) select id, ${consumer}, ${now}::timestamptz from ${idList(ids)} as wanted(id)`;
    await ctx.db.batch([claim, ...works.flatMap(({ statements }) => statements), settleEvents(ids)]);
    return all({ kind: 'handled' });
  } catch (error) {
    if (isDuplicateIn(error, 'inbox') && races < MAX_RACES) return commitUnseen(ctx, consumer, works, races + 1);
    if (isTransient(error) || isDuplicateIn(error, 'inbox')) return all({ kind: 'retry' });
    if (works.length === 1) return all({ kind: 'poison', reason: String(error) });
    const outcomes: [string, Outcome][] = [];
    for (const work of works) outcomes.push(...(await commit(ctx, consumer, [work], races)));
    return outcomes;
  }
}

async function commitUnseen(ctx: Context, consumer: Consumer, works: readonly Work[], races: number) {
  const ids = works.map(({ event }) => event.id);
  const handled: [string, Outcome][] = [];
  try {
    const seen = sql`select event_id from ${inbox} where consumer = ${consumer} and event_id in ${idList(ids)}`;
    const [, rows = []] = await ctx.db.batch<{ event_id: string }>([settleEvents(ids), seen]);
    for (const { event_id } of rows) handled.push([event_id, { kind: 'handled' }]);
  } catch {
    return ids.map((id): [string, Outcome] => [id, { kind: 'retry' }]);
  }
  const known = new Set(handled.map(([id]) => id));
  const unseen = works.filter(({ event }) => !known.has(event.id));
  return [...handled, ...(await commit(ctx, consumer, unseen, races))];
}

async function bury(ctx: Context, consumer: Consumer, letters: readonly Letter[]): Promise<boolean> {
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
