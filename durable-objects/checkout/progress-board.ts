import type { Clock } from '#platform/clock';
import { withDeadline } from '#platform/deadline';
import { describeError, log } from '#platform/log';
import type { SagaRow } from '#platform/sagas';
import { backoffMs } from '../deadline.ts';
import type { CheckoutRecords } from './checkout-records.ts';
import type { PaymentRecord } from './payment-record.ts';

const showDeadlineMs = 10_000;
const firstRetryMs = 2_000;
const longestRetryMs = 5 * 60_000;

/** Where people see how a checkout stands: rows in Postgres, which decide nothing. */
export interface Board {
  /** Repeatable, in any order. */
  show(saga: SagaRow | null, payments: readonly PaymentRecord[]): Promise<void>;
}

/** Brings what has changed to the board, behind the buyer's back. What is not known to be shown is shown again. */
export class ProgressBoard {
  readonly #tools: { records: CheckoutRecords; clock: Clock; board: Board };
  #isShowing = false;
  #failures = 0;
  #retryAtMs = 0;

  constructor(tools: { records: CheckoutRecords; clock: Clock; board: Board }) {
    this.#tools = tools;
  }

  get nextDueMs(): number {
    if (this.#isShowing) return this.#nowMs() + showDeadlineMs + firstRetryMs;
    return this.#isBehind ? Math.max(this.#retryAtMs, this.#nowMs()) : Number.POSITIVE_INFINITY;
  }

  get #isBehind(): boolean {
    const { saga } = this.#tools.records;
    // Payments change only together with the saga.
    return saga?.shown === 'due';
  }

  async show(): Promise<void> {
    const { records, board } = this.#tools;
    const { saga } = records;
    if (this.#isShowing || saga === undefined || saga.shown !== 'due' || this.#nowMs() < this.#retryAtMs) return;
    const payments = records.unshownPayments();
    this.#isShowing = true;
    try {
      await withDeadline(board.show(saga.row, payments), showDeadlineMs);
      this.#failures = 0;
      this.#retryAtMs = 0;
      records.sagaShown(saga.row.revision);
      records.paymentsShown(payments);
    } catch (error) {
      this.#failures += 1;
      this.#retryAtMs = this.#nowMs() + backoffMs(this.#failures, firstRetryMs, longestRetryMs);
      log('warn', 'The progress of a checkout was not shown and will be shown again', describeError(error));
    }
    this.#isShowing = false;
  }

  #nowMs(): number {
    return this.#tools.clock.now().getTime();
  }
}
