import { log } from '#platform/log';
import { backoffMs } from '../deadline.ts';
import { afterChore, type Chore, type ChoreMove, callOfChore, type KeptChore } from './chores.ts';
import { makeCall } from './make-call.ts';
import { owesRefund, type PaymentRecord, refundOf } from './payment-record.ts';
import type { RunnerTools } from './placement-runner.ts';
import { afterChorePicture } from './saga-picture.ts';

const firstRetryMs = 5_000;
const longestRetryMs = 3_600_000;
/** While chores are under way the alarm waits so long: when the object dies in the middle, it goes on with them. */
const watchMs = 30_000;
/** The calls of one chore: to learn a payment's id, and to cancel it. */
const maxCallsPerChore = 3;

/** Does what must still happen after a placement, one after the other, until each has worked. */
export class ChoreRunner {
  readonly #tools: RunnerTools;
  #run: Promise<void> | undefined;

  constructor(tools: RunnerTools) {
    this.#tools = tools;
  }

  get nextDueMs(): number {
    if (this.#run !== undefined) return this.#nowMs() + watchMs;
    return Math.min(Number.POSITIVE_INFINITY, ...this.#tools.records.chores.map(({ dueAtMs }) => dueAtMs));
  }

  /** Tries what is due, or everything. One run at a time: whoever calls meanwhile shares it. */
  doDue(isEverything = false): Promise<void> {
    this.#run ??= this.#doAll(isEverything).finally(() => {
      this.#run = undefined;
    });
    return this.#run;
  }

  async #doAll(isEverything: boolean): Promise<void> {
    const { records } = this.#tools;
    const nowMs = this.#nowMs();
    for (const kept of records.chores) {
      if (isEverything || kept.dueAtMs <= nowMs) await this.#try(kept);
    }
  }

  async #try(kept: KeptChore): Promise<void> {
    const { records } = this.#tools;
    for (let calls = 0; calls < maxCallsPerChore; calls++) {
      const call = callOfChore(kept.chore, this.#paymentOf(kept.chore));
      if (call === undefined) return records.atOnce(() => this.#write(kept, { kind: 'done' }, kept.chore.kind));
      const reply = await makeCall(this.#tools, call);
      const move = afterChore(kept, reply, this.#paymentOf(kept.chore));
      records.atOnce(() => this.#write(kept, move, call.kind));
      if (move.kind !== 'go_on') return;
    }
  }

  #paymentOf(chore: Chore): PaymentRecord | undefined {
    return 'paymentId' in chore ? this.#tools.records.payment(chore.paymentId) : undefined;
  }

  #write(kept: KeptChore, move: ChoreMove, step: string): void {
    const { records, ids } = this.#tools;
    if ('payment' in move && move.payment !== undefined) {
      const owes = owesRefund(move.payment);
      records.savePayment(owes ? refundOf(move.payment, ids.next()) : move.payment);
      if (owes) records.addChore({ kind: 'refund', paymentId: move.payment.demand.paymentId }, this.#nowMs());
    }
    if (move.kind === 'go_on') return;
    const failures = kept.failures + 1;
    if (move.kind === 'done') records.dropChore(kept.id);
    else if (move.kind === 'under_way') records.postponeChore(kept.id, 0, this.#nowMs() + longestRetryMs);
    else records.postponeChore(kept.id, failures, this.#nowMs() + backoffMs(failures, firstRetryMs, longestRetryMs));
    if (move.kind === 'stuck') log('error', 'A checkout needs a hand', { step, detail: move.failure.detail });
    this.#picture(move, step, failures);
  }

  #picture(move: ChoreMove, step: string, failures: number): void {
    const { records } = this.#tools;
    const saga = records.saga;
    if (saga === undefined) return;
    const left = records.chores.length;
    const hasFailed = move.kind === 'again' || move.kind === 'stuck';
    const outcome = move.kind === 'stuck' ? 'waiting' : move.kind === 'again' ? 'failed' : 'done';
    const error = hasFailed ? move.failure.detail : null;
    const row = afterChorePicture(saga.row, this.#nowMs(), {
      step,
      outcome,
      error,
      failures: hasFailed ? failures : 0,
      left,
    });
    // An order whose reservations are taken at the first try was shown as done with its own records.
    records.saveSaga(row, saga.shown === 'private' && !hasFailed ? 'private' : 'due');
  }

  #nowMs(): number {
    return this.#tools.clock.now().getTime();
  }
}
