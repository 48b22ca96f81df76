import type { Result } from '#platform/errors';
import type { CartState } from '#platform/objects';
import { MAX_SAGA_STEPS, type SagaRow, type SagaStatus, type SagaStep } from '#platform/sagas';
import type { Placement } from './placement.ts';

/** So many failed tries of one call in a row, and somebody should look. */
const stuckAfterFailures = 8;

const at = (ms: number): string => new Date(ms).toISOString();

function withStep(trail: readonly SagaStep[], step: SagaStep): SagaStep[] {
  return [...trail, step].slice(-MAX_SAGA_STEPS);
}

/** The placement with a reply on its trail. */
export function noteReply(placement: Placement, kind: string, result: Result<unknown>, nowMs: number): Placement {
  const step: SagaStep = result.ok
    ? { step: kind, at: at(nowMs), outcome: 'done' }
    : { step: kind, at: at(nowMs), outcome: 'failed', error: result.failure.detail };
  return { ...placement, trail: withStep(placement.trail, step) };
}

interface Standing {
  status: SagaStatus;
  step: string;
  failures: number;
  lastError: string | null;
}

const isOver = (status: SagaStatus): boolean => status === 'completed' || status === 'compensated';

function picture(placement: Placement, cart: CartState, nowMs: number, standing: Standing): SagaRow {
  return {
    id: cart.id,
    kind: 'checkout',
    subject: placement.orderId,
    storeId: cart.store.storeId,
    ...standing,
    steps: placement.trail,
    revision: placement.revision,
    correlationId: placement.requestId,
    startedAt: at(placement.startedAtMs),
    updatedAt: at(nowMs),
    endedAt: isOver(standing.status) ? at(nowMs) : null,
  };
}

/** As it stands once its records are written: what still follows takes milliseconds, and is shown when it does not. */
export function finishedPicture(placement: Placement, cart: CartState, nowMs: number): SagaRow {
  const trail = withStep(placement.trail, { step: 'issue', at: at(nowMs), outcome: 'done' });
  const standing = { status: 'completed' as const, step: 'done', failures: 0, lastError: null };
  return picture({ ...placement, trail }, cart, nowMs, standing);
}

/** A placement that waits for the next try, or for its buyer's money. */
export function waitingPicture(placement: Placement, cart: CartState, nowMs: number): SagaRow {
  const { failures, step, trail } = placement;
  const isPatient = step.at === 'awaiting_payment';
  const status = isPatient ? 'waiting' : failures >= stuckAfterFailures ? 'stuck' : 'running';
  const lastError = isPatient ? null : (trail.at(-1)?.error ?? null);
  return picture(placement, cart, nowMs, { status, step: step.at, failures, lastError });
}

/** A placement that is over, with so many chores left. */
export function endedPicture(
  placement: Placement,
  cart: CartState,
  nowMs: number,
  end: { outcome: 'placed' | 'given_up'; chores: number; lastError: string | null },
): SagaRow {
  const open = end.outcome === 'placed' ? 'running' : 'compensating';
  const closed = end.outcome === 'placed' ? 'completed' : 'compensated';
  const status: SagaStatus = end.chores > 0 ? open : closed;
  const step = end.chores > 0 ? (end.outcome === 'placed' ? 'capturing' : 'giving back') : 'done';
  return picture(placement, cart, nowMs, { status, step, failures: 0, lastError: end.lastError });
}

/** The picture after a chore of it was tried. */
export function afterChorePicture(
  row: SagaRow,
  nowMs: number,
  tried: { step: string; outcome: SagaStep['outcome']; error: string | null; failures: number; left: number },
): SagaRow {
  const { step, outcome, error, failures, left } = tried;
  const steps = withStep(row.steps as SagaStep[], { step, at: at(nowMs), outcome, ...(error !== null && { error }) });
  const isGivingBack = row.status === 'compensating' || row.status === 'compensated' || row.step === 'giving back';
  const open: SagaStatus = isGivingBack ? 'compensating' : 'running';
  const status: SagaStatus =
    left === 0
      ? isGivingBack
        ? 'compensated'
        : 'completed'
      : failures >= stuckAfterFailures || outcome === 'waiting'
        ? 'stuck'
        : open;
  return {
    ...row,
    steps,
    status,
    step: left === 0 ? 'done' : isGivingBack ? 'giving back' : 'capturing',
    failures,
    lastError: error ?? (left === 0 ? row.lastError : null),
    revision: row.revision + 1,
    updatedAt: at(nowMs),
    endedAt: isOver(status) ? at(nowMs) : null,
  };
}
