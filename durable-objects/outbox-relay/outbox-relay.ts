import { DurableObject } from 'cloudflare:workers';
import { systemClock } from '#platform/clock';
import type { CloudEvent } from '#platform/cloud-event';
import { buryLetters } from '#platform/dead-letters';
import type { Consumer } from '#platform/events';
import { randomIds } from '#platform/ids';
import { describeError, log } from '#platform/log';
import type { OutboxRelayDoor } from '#platform/objects';
import { settleEvents } from '#platform/settle-events';
import { AlarmClock } from '../alarm-clock.ts';
import { backoffMs, withDeadline } from '../deadline.ts';
import { databaseOf, type ObjectsEnv } from '../env.ts';
import { type ClaimedEvent, claimEvents, MAX_CLAIMED, makeDue, nextDue } from './claim-events.ts';
import { type Plan, planDeliveries } from './plan-deliveries.ts';

/** It looks by itself so often, should every kick be lost. */
const LONGEST_IDLE_MS = 60_000;
/**
 * Kicks of so many milliseconds become one sweep: under load events come with every group of documents, and each sweep walks past
 * all that is under way. Short enough for whoever waits to see a change within a second.
 */
const GATHER_MS = 200;
const FIRST_RETRY_MS = 1_000;
const DATABASE_DEADLINE_MS = 10_000;
/** A queue that does not answer must not keep the events of the others. */
const QUEUE_DEADLINE_MS = 10_000;
/** How soon it looks again whether what an event waits for is handled; longer each time that it is not. */
const FIRST_WATCH_MS = 100;
const LONGEST_WATCH_MS = 5_000;

/**
 * Carries events from the log to the queue of every consumer that has not handled them yet, again and again until it has. A
 * consumer gets the events of one subject one after the other: the next when it has handled the one before or given it up.
 */
export class OutboxRelay extends DurableObject<ObjectsEnv> implements OutboxRelayDoor {
  readonly #alarm: AlarmClock;
  #failures = 0;
  /** Looks in a row at which everything due was held. */
  #watches = 0;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env);
    this.#alarm = new AlarmClock(ctx.storage);
  }

  async kick(): Promise<void> {
    this.#alarm.ringBy(Date.now() + GATHER_MS);
  }

  override async alarm(): Promise<void> {
    this.#alarm.rang();
    // Set before anything can fail or die; what follows can only make it sooner.
    this.#alarm.ringBy(Date.now() + LONGEST_IDLE_MS);
    try {
      const nextDueMs = await this.#sweep();
      this.#failures = 0;
      if (nextDueMs !== undefined) this.#alarm.ringBy(Math.max(nextDueMs, Date.now()));
    } catch (error) {
      this.#failures += 1;
      this.#alarm.ringBy(Date.now() + backoffMs(this.#failures, FIRST_RETRY_MS, LONGEST_IDLE_MS));
      log('warn', 'Events could not be relayed and will be later', describeError(error));
    }
  }

  /** Sends everything that is due and may be sent; answers when to look again. */
  async #sweep(): Promise<number | undefined> {
    const db = databaseOf(this.env);
    let sent = 0;
    for (;;) {
      const now = new Date().toISOString();
      const [claimed = [], next = []] = await withDeadline(
        db.batch([claimEvents(now), nextDue(now)]),
        DATABASE_DEADLINE_MS,
      );
      await this.#deliver(claimed as unknown as ClaimedEvent[]);
      sent += claimed.length;
      if (claimed.length === MAX_CLAIMED) continue;
      const { dueMs, isHolding } = next[0] as { dueMs: number | null; isHolding: boolean };
      this.#watches = sent > 0 || !isHolding ? 0 : this.#watches + 1;
      if (!isHolding) return dueMs ?? undefined;
      const watchMs = Date.now() + backoffMs(this.#watches + 1, FIRST_WATCH_MS, LONGEST_WATCH_MS);
      return Math.min(watchMs, dueMs ?? watchMs);
    }
  }

  async #deliver(claimed: readonly ClaimedEvent[]): Promise<void> {
    const { deliveries, finished, unsendable } = planDeliveries(claimed);
    const sent = await Promise.allSettled(deliveries.map(({ consumer, messages }) => this.#send(consumer, messages)));
    const refused = new Set<string>();
    for (const [i, outcome] of sent.entries()) {
      if (outcome.status === 'fulfilled') continue;
      for (const { id } of deliveries[i]?.messages ?? []) refused.add(id);
      log('warn', 'A queue refused events', { consumer: deliveries[i]?.consumer, ...describeError(outcome.reason) });
    }
    const db = databaseOf(this.env);
    if (finished.length > 0) await withDeadline(db.query(settleEvents(finished)), DATABASE_DEADLINE_MS);
    await this.#bury(unsendable);
    if (refused.size === 0) return;
    await withDeadline(db.query(makeDue([...refused], new Date().toISOString())), DATABASE_DEADLINE_MS);
    this.#alarm.ringBy(Date.now() + FIRST_RETRY_MS);
  }

  async #bury(unsendable: Plan['unsendable']): Promise<void> {
    const context = { clock: systemClock, ids: randomIds };
    for (const { consumer, message, bytes } of unsendable) {
      const reason = `No queue carries a message of ${bytes} bytes`;
      const letters = buryLetters(context, consumer, [{ eventId: message.id, body: message, reason }]);
      await withDeadline(databaseOf(this.env).batch(letters), DATABASE_DEADLINE_MS);
    }
  }

  async #send(consumer: Consumer, messages: readonly CloudEvent[]): Promise<void> {
    const queues: Record<Consumer, Queue<CloudEvent>> = {
      analytics: this.env.EVENTS_ANALYTICS,
      campaigns: this.env.EVENTS_CAMPAIGNS,
      catalog: this.env.EVENTS_CATALOG,
      webhooks: this.env.EVENTS_WEBHOOKS,
    };
    const batch = messages.map((body) => ({ body, contentType: 'json' as const }));
    await withDeadline(queues[consumer].sendBatch(batch), QUEUE_DEADLINE_MS);
  }
}
