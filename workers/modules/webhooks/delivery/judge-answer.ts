import type { ClaimedDelivery } from './claim-deliveries.ts';
import type { Answer } from './post-delivery.ts';
import { nextTryAt } from './retry-plan.ts';

/** What becomes of a delivery after a try. A null `dueAt` ends the matter. */
export interface Outcome {
  status: 'delivered' | 'waiting' | 'failed';
  dueAt: string | null;
  /** The receiver said that it will never want anything again. */
  disablesEndpoint: boolean;
}

const GONE = 410;

/** Taken, to be tried again, or given up: by its answer, its tries and the age of the delivery. */
export function judgeAnswer(delivery: ClaimedDelivery, answer: Answer, now: Date): Outcome {
  if (answer.failure === null) return { status: 'delivered', dueAt: null, disablesEndpoint: false };
  if (answer.status === GONE) return { status: 'failed', dueAt: null, disablesEndpoint: true };
  const tries = delivery.attempts - delivery.attemptsBefore;
  const next = nextTryAt(tries, new Date(delivery.releasedAt), now, spreadOf(delivery));
  const status = next === null ? 'failed' : 'waiting';
  return { status, dueAt: next?.toISOString() ?? null, disablesEndpoint: false };
}

/** Between 0 and 1, another one for every try: out of the random end of the id, so that nothing here is left to chance. */
function spreadOf({ id, attempts }: ClaimedDelivery): number {
  const random = Number.parseInt(id.slice(-8), 16);
  return ((random + attempts * 0x9e3779b1) % 0x100000000) / 0x100000000;
}
