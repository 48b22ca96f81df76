import { DurableObject } from 'cloudflare:workers';
import type { Consumer, EventMessage } from '#platform/events';
import { describeError, log } from '#platform/log';
import type { OutboxRelayDoor } from '#platform/objects';
import { settleEvents } from '#platform/settle-events';
import { AlarmClock } from '../alarm-clock.ts';
import { backoffMs, withDeadline } from '../deadline.ts';
import { databaseOf, type ObjectsEnv } from '../env.ts';
import { type ClaimedEvent, claimEvents, MAX_CLAIMED, makeDue, nextDue } from './claim-events.ts';
import { planDeliveries } from './plan-deliveries.ts';

/** It looks by itself so often, should every kick be lost. */
const LONGEST_IDLE_MS = 60_000;
/** Kicks of so many milliseconds become one sweep: under load events come with every group of documents. */
const GATHER_MS = 20;
const FIRST_RETRY_MS = 1_000;
const DATABASE_DEADLINE_MS = 10_000;
/** A queue that does not answer must not keep the events of the others. */
const QUEUE_DEADLINE_MS = 10_000;
/** Events that a queue refused are due again after so long. */
const REFUSED_DELAY_MS = 1_000;

/** Carries events from the log to the queue of every consumer that has not handled them yet, again and again until it has. */
export class OutboxRelay extends DurableObject<ObjectsEnv> implements OutboxRelayDoor {
  readonly #alarm: AlarmClock;
  #failures = 0;

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

  /** Sends everything that is due; answers when the next event is. */
  async #sweep(): Promise<number | undefined> {
    const db = databaseOf(this.env);
    for (;;) {
      const statements = [claimEvents(new Date().toISOString()), nextDue()];
      const [claimed = [], next = []] = await withDeadline(db.batch(statements), DATABASE_DEADLINE_MS);
      await this.#deliver(claimed as unknown as ClaimedEvent[]);
      if (claimed.length < MAX_CLAIMED) return (next[0] as { dueMs: number | null } | undefined)?.dueMs ?? undefined;
    }
  }

  async #deliver(claimed: readonly ClaimedEvent[]): Promise<void> {
    const { deliveries, finished } = planDeliveries(claimed);
    const sent = await Promise.allSettled(deliveries.map(({ consumer, messages }) => this.#send(consumer, messages)));
    const refused = new Set<string>();
    for (const [i, outcome] of sent.entries()) {
      if (outcome.status === 'fulfilled') continue;
      for (const { id } of deliveries[i]?.messages ?? []) refused.add(id);
      log('warn', 'A queue refused events', { consumer: deliveries[i]?.consumer, ...describeError(outcome.reason) });
    }
    const db = databaseOf(this.env);
    if (finished.length > 0) await withDeadline(db.query(settleEvents(finished)), DATABASE_DEADLINE_MS);
    if (refused.size === 0) return;
    const dueAt = new Date(Date.now() + REFUSED_DELAY_MS);
    this.#alarm.ringBy(dueAt.getTime());
    await withDeadline(db.query(makeDue([...refused], dueAt.toISOString())), DATABASE_DEADLINE_MS);
  }

  async #send(consumer: Consumer, messages: readonly EventMessage[]): Promise<void> {
    const queues: Record<Consumer, Queue<EventMessage>> = {
      analytics: this.env.EVENTS_ANALYTICS,
      campaigns: this.env.EVENTS_CAMPAIGNS,
      catalog: this.env.EVENTS_CATALOG,
      webhooks: this.env.EVENTS_WEBHOOKS,
    };
    const batch = messages.map((body) => ({ body, contentType: 'json' as const }));
    await withDeadline(queues[consumer].sendBatch(batch), QUEUE_DEADLINE_MS);
  }
}
