import type { Permitted } from '#platform/context';
import { type ClaimedDelivery, claimDeliveries, nextDueMs } from './claim-deliveries.ts';
import { judgeAnswer } from './judge-answer.ts';
import { type Network, postDelivery } from './post-delivery.ts';
import { recordTries, type Try } from './record-outcomes.ts';
import { failingLanes, lanes, sendTimeoutMs } from './retry-plan.ts';

interface Patience {
  /** Until then, in epoch milliseconds, new deliveries are begun and waited for. */
  untilMs: number;
  wait(ms: number): Promise<void>;
}

export interface Sent {
  delivered: number;
  failed: number;
}

type SenderContext = Pick<Permitted, 'db' | 'clock' | 'ids' | 'personal'>;

interface Flight {
  delivery: ClaimedDelivery;
  landing: Promise<void>;
}

/**
 * Sends every delivery that is due, until nothing is due any more or patience ends. Whatever has landed is written down at
 * once, in the same round trip that takes the next ones, so a slow receiver holds up nobody else.
 *
 * What cannot be excluded: a sender that dies after the receiver took a delivery and before it is written down. It is sent
 * once more when the lease ends, with the same webhook-id. At least once, twice only then.
 */
export async function sendDueDeliveries(ctx: SenderContext, network: Network, patience: Patience): Promise<Sent> {
  const sent: Sent = { delivered: 0, failed: 0 };
  const flights = new Map<string, Flight>();
  let landed: Try[] = [];
  for (;;) {
    const tries = landed;
    landed = [];
    const { claimed, nextMs } = await recordAndClaim(ctx, tries, flights, patience);
    for (const { outcome } of tries) sent[outcome.status === 'delivered' ? 'delivered' : 'failed'] += 1;
    for (const delivery of claimed) {
      const landing = tryOnce(ctx, network, delivery).then((ended) => {
        flights.delete(delivery.id);
        if (ended !== undefined) landed.push(ended);
      });
      flights.set(delivery.id, { delivery, landing });
    }
    const isWorthWaiting = nextMs !== null && nextMs <= patience.untilMs;
    if (flights.size === 0 && landed.length === 0 && !isWorthWaiting) return sent;
    if (landed.length > 0) continue;
    const waitMs = isWorthWaiting ? Math.max(nextMs - ctx.clock.now().getTime(), 0) : undefined;
    await Promise.race([
      ...[...flights.values()].map(({ landing }) => landing),
      ...(waitMs === undefined ? [] : [patience.wait(waitMs)]),
    ]);
  }
}

/** One round trip: writes down what has landed and takes as much as there is room for. */
async function recordAndClaim(
  ctx: SenderContext,
  tries: readonly Try[],
  flights: ReadonlyMap<string, Flight>,
  { untilMs }: Patience,
): Promise<{ claimed: ClaimedDelivery[]; nextMs: number | null }> {
  const now = ctx.clock.now();
  const failing = [...flights.values()].filter(({ delivery }) => delivery.isFailing).length;
  const room = { total: lanes - flights.size, failing: Math.max(failingLanes - failing, 0) };
  const takesMore = now.getTime() <= untilMs && room.total > 0;
  const record = recordTries(tries, now);
  const claim = takesMore ? [claimDeliveries(now, room), nextDueMs(now)] : [];
  if (record.length + claim.length === 0) return { claimed: [], nextMs: null };
  const answers = await ctx.db.batch([...record, ...claim]);
  if (!takesMore) return { claimed: [], nextMs: null };
  const [claimed = [], next = []] = answers.slice(record.length);
  const { dueMs = null } = (next[0] as { dueMs: number | null } | undefined) ?? {};
  return { claimed: claimed as unknown as ClaimedDelivery[], nextMs: dueMs };
}

/** Nothing is sent that might still be on its way when the lease ends: another sender would send it beside this one. */
async function tryOnce(ctx: SenderContext, network: Network, delivery: ClaimedDelivery): Promise<Try | undefined> {
  const startMs = ctx.clock.now().getTime();
  if (startMs + sendTimeoutMs >= new Date(delivery.leaseEndsAt).getTime()) return undefined;
  const answer = await postDelivery(ctx, network, delivery);
  const now = ctx.clock.now();
  return {
    attemptId: ctx.ids.next(),
    delivery,
    answer,
    outcome: judgeAnswer(delivery, answer, now),
    at: now.toISOString(),
    tookMs: now.getTime() - startMs,
  };
}
