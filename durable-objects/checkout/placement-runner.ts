import type { Clock } from '#platform/clock';
import { type Result, succeed } from '#platform/errors';
import type { IdSource } from '#platform/ids';
import { log } from '#platform/log';
import type { PlaceOutcome } from '#platform/objects';
import { backoffMs } from '../deadline.ts';
import { paymentAnswer, problemAnswer } from './answers.ts';
import type { CheckoutRecords } from './checkout-records.ts';
import { makeCall, noAnswer, type Partners } from './make-call.ts';
import type { Move, Situation } from './moves.ts';
import { owesRefund, type PaymentRecord, refundOf } from './payment-record.ts';
import { advance, known, needsNote, nextCall } from './place-order-steps.ts';
import type { Placement } from './placement.ts';
import { endedPicture, waitingPicture } from './saga-picture.ts';

/** A crash is noticed after so long; it must outlast a placement under load, or the alarm rings for nothing. */
export const resumeAfterMs = 5_000;
const longestPauseMs = 5 * 60_000;

/** The steps of a placement and the detours of a bad day; more would be a loop. */
const maxCallsPerRun = 40;

export interface RunnerTools extends Partners {
  records: CheckoutRecords;
  clock: Clock;
  ids: IdSource;
}

type End = Extract<Move, { kind: 'end' }>;

/** Runs a placement from where it stands until it is over, waits for a later try, or waits for its buyer's money. */
export class PlacementRunner {
  readonly #tools: RunnerTools;
  #run: Promise<Result<PlaceOutcome>> | undefined;

  constructor(tools: RunnerTools) {
    this.#tools = tools;
  }

  get isRunning(): boolean {
    return this.#run !== undefined;
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    while (this.#run !== undefined) await this.#run;
  }

  /** There is one run at a time; whoever comes meanwhile shares it. */
  goOn(): Promise<Result<PlaceOutcome>> {
    this.#run ??= this.#takeSteps().finally(() => {
      this.#run = undefined;
    });
    return this.#run;
  }

  /** Everything that is known now. Read anew after every wait: reports of payments come at any time. */
  situationOf(placement: Placement): Situation {
    const { records, clock, ids } = this.#tools;
    const cart = records.cart?.cart;
    if (cart === undefined) throw new Error('A placement needs a cart');
    const payment = placement.paymentId === null ? undefined : records.payment(placement.paymentId);
    return { placement, cart, payment, nowMs: clock.now().getTime(), ids };
  }

  async #takeSteps(): Promise<Result<PlaceOutcome>> {
    const { records } = this.#tools;
    const begun = records.placement;
    if (begun === undefined) throw new Error('There is no placement to go on with');
    let placement = begun;
    for (let calls = 0; calls < maxCallsPerRun; calls++) {
      const move = known(this.situationOf(placement)) ?? (await this.#ask(placement));
      if (move.warning !== undefined) log('error', move.warning, { orderId: placement.orderId });
      if (move.kind !== 'go_on') return this.settle(placement, move);
      // Written down first: only then may it be called.
      placement = move.placement;
      const { payment } = move;
      if (payment !== undefined) records.savePayment(payment);
      if (needsNote(placement)) records.savePlacement(placement);
    }
    return { ok: false, failure: noAnswer };
  }

  async #ask(placement: Placement): Promise<Move> {
    const reply = await makeCall(this.#tools, nextCall(this.situationOf(placement)));
    return advance(this.situationOf(placement), reply);
  }

  /** Writes down that the placement is over, or what it waits for, together with all that follows from it. */
  settle(placement: Placement, move: Exclude<Move, { kind: 'go_on' }>): Result<PlaceOutcome> {
    const { records } = this.#tools;
    if (move.kind === 'end') {
      records.atOnce(() => this.#end(placement, move));
      if (move.answer === null) return { ok: false, failure: move.failure ?? noAnswer };
      return succeed({ kind: 'answered', answer: move.answer, replayed: false });
    }
    if (move.kind === 'wait') {
      records.atOnce(() => this.#pause(move.placement, this.#nextTryMs(move.placement), move.payment));
      return { ok: false, failure: move.failure };
    }
    const { placement: waiting } = move;
    const { payment } = this.situationOf(waiting);
    if (payment === undefined) throw new Error('A placement waits for a payment that it never asked for');
    const answer = paymentAnswer(payment);
    const { idempotencyKey, bodyHash } = waiting;
    records.atOnce(() => {
      this.#pause(waiting, waiting.step.at === 'awaiting_payment' ? waiting.step.lookAtMs : 0, undefined);
      if (records.answer(idempotencyKey) === undefined) records.keepAnswer(idempotencyKey, bodyHash, answer);
    });
    return succeed({ kind: 'answered', answer, replayed: false });
  }

  #nextTryMs({ failures }: Placement): number {
    return this.#nowMs() + backoffMs(failures, resumeAfterMs, longestPauseMs);
  }

  /** The saga is shown as soon as it does not run through. */
  #pause(placement: Placement, dueAtMs: number, payment: PaymentRecord | undefined): void {
    const { records } = this.#tools;
    const paused = { ...placement, dueAtMs, isShown: true, revision: this.#nextRevision(placement) };
    if (payment !== undefined) records.savePayment(payment);
    records.savePlacement(paused);
    records.saveSaga(waitingPicture(paused, this.situationOf(paused).cart, this.#nowMs()), 'due');
  }

  #end(placement: Placement, move: End): void {
    const { records, ids } = this.#tools;
    const { idempotencyKey, bodyHash, requestId, attempt } = placement;
    const nowMs = this.#nowMs();
    const chores = [...move.chores];
    if (move.payment !== undefined) {
      const owes = owesRefund(move.payment);
      records.savePayment(owes ? refundOf(move.payment, ids.next()) : move.payment);
      if (owes) chores.unshift({ kind: 'refund', paymentId: move.payment.demand.paymentId });
    }
    for (const chore of chores) records.addChore(chore, nowMs);
    records.endPlacement(attempt);
    records.saveCart(move.cart, nowMs);
    const wasAnswered = records.answer(idempotencyKey) !== undefined;
    if (wasAnswered && move.failure !== null) records.saveFinal(problemAnswer(move.failure, requestId));
    else if (wasAnswered) records.saveFinal(move.answer);
    else if (move.answer !== null) records.keepAnswer(idempotencyKey, bodyHash, move.answer);
    this.#pictureEnd(placement, move, chores.length);
  }

  /** A refusal that took nothing leaves no saga, and an order that ran through showed it with its own records. */
  #pictureEnd(placement: Placement, { outcome, failure, cart, warning }: End, chores: number): void {
    if (!placement.isShown && chores === 0 && warning === undefined) return;
    const ended = { ...placement, revision: this.#nextRevision(placement) };
    const lastError = warning ?? failure?.detail ?? null;
    const row = endedPicture(ended, cart, this.#nowMs(), { outcome, chores, lastError });
    const hasChanged = placement.isShown || outcome === 'given_up' || warning !== undefined;
    this.#tools.records.saveSaga(row, hasChanged ? 'due' : 'private');
  }

  /** Chores of an earlier placement may have moved the picture on meanwhile. */
  #nextRevision({ revision }: Placement): number {
    return Math.max(revision, this.#tools.records.saga?.row.revision ?? 0) + 1;
  }

  #nowMs(): number {
    return this.#tools.clock.now().getTime();
  }
}
