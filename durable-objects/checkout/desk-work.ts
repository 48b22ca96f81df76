import type { Failure, Result } from '#platform/errors';
import type { CheckoutStanding, PlaceOutcome } from '#platform/objects';
import { awaitedPayment } from './answers.ts';
import { dueAt } from './cart-life.ts';
import { ChoreRunner } from './chore-runner.ts';
import { giveUp } from './moves.ts';
import { onlyGoesForward, type Placement } from './placement.ts';
import { PlacementRunner, type RunnerTools, resumeAfterMs } from './placement-runner.ts';
import { type Board, ProgressBoard } from './progress-board.ts';
import { isAboutPayment } from './stages/payment.ts';

export interface DeskTools extends RunnerTools {
  alarm: { set(atMs: number): void };
  board: Board;
}

/** What a desk does besides answering: placements, what is left to do after them, what people see of them, and the alarm. */
export class DeskWork {
  readonly runner: PlacementRunner;
  readonly #tools: DeskTools;
  readonly #chores: ChoreRunner;
  readonly #progress: ProgressBoard;
  /** Whether the alarm was set since the object came back. */
  hasAlarm = false;

  constructor(tools: DeskTools) {
    this.#tools = tools;
    this.runner = new PlacementRunner(tools);
    this.#chores = new ChoreRunner(tools);
    this.#progress = new ProgressBoard(tools);
  }

  /** Goes on with the placement until it is over or waits, and with what follows from it. */
  async goOn(): Promise<Result<PlaceOutcome>> {
    this.#setAlarm(this.#nowMs() + resumeAfterMs);
    const outcome = await this.runner.goOn();
    const { records } = this.#tools;
    // Whoever gets the cart back finds its goods on the shelf; an order's reservations are taken while its buyer reads on.
    if (records.chores.length > 0) {
      const doing = this.#chores.doDue().then(() => this.schedule());
      if (records.cart?.cart.status === 'open') await doing;
    }
    void this.show();
    this.schedule();
    return outcome;
  }

  /** Behind the buyer's back: people see how it stands. */
  async show(): Promise<void> {
    if (this.#tools.records.saga?.shown !== 'due') return;
    await this.#progress.show();
    this.schedule();
  }

  /** Tries what is left to do of earlier placements: what is due, or everything. */
  async doChores(isEverything = false): Promise<void> {
    if (this.#tools.records.chores.length === 0) return;
    await this.#chores.doDue(isEverything);
    void this.show();
    this.schedule();
  }

  /** A report that came while something ran may have been missed by it. */
  async goOnWithMoney(paymentId: string): Promise<void> {
    const { records } = this.#tools;
    await this.runner.idle();
    const { placement } = records;
    const payment = records.payment(paymentId);
    const isSaid = payment !== undefined && (payment.standing !== 'pending' || payment.isSaidFailed);
    if (placement?.paymentId === paymentId && isSaid && isAboutPayment(placement.step)) await this.goOn();
  }

  /** Ends a placement that may still be ended. What may have been paid is asked for first. */
  async giveUp(why: Failure): Promise<void> {
    await this.runner.idle();
    const { records } = this.#tools;
    const { placement } = records;
    if (placement === undefined) return;
    if (onlyGoesForward(placement)) {
      await this.goOn();
      return;
    }
    const situation = this.runner.situationOf(placement);
    const { payment } = situation;
    if (payment?.started !== undefined && payment.started !== null && isAboutPayment(placement.step)) {
      const step = { at: 'cancelling_payment' as const, why, isHurried: true };
      records.savePlacement({ ...placement, step, failures: 0 });
      await this.goOn();
      return;
    }
    const move = giveUp(situation, why, true);
    if (move.kind !== 'go_on') this.runner.settle(placement, move);
    await this.doChores(true);
  }

  get standing(): CheckoutStanding {
    const { records } = this.#tools;
    const { placement } = records;
    if (placement === undefined) {
      const final = records.final;
      return final === undefined ? { kind: 'open' } : { kind: 'answered', answer: final };
    }
    const payment = placement.paymentId === null ? undefined : records.payment(placement.paymentId);
    const isPayable = isAwaiting(placement) && payment?.standing === 'pending';
    return isPayable ? { kind: 'awaiting_payment', payment: awaitedPayment(payment) } : { kind: 'working' };
  }

  get isGivingCouponsBack(): boolean {
    return this.#tools.records.chores.some(({ chore }) => chore.kind === 'give_back_coupon');
  }

  #nowMs(): number {
    return this.#tools.clock.now().getTime();
  }

  /** The alarm rings when the first of all that is due is due. */
  schedule(): void {
    const { records } = this.#tools;
    const { placement } = records;
    const resumeMs = placement === undefined ? dueAt(records.cart) : placement.dueAtMs;
    const runMs = this.runner.isRunning ? this.#nowMs() + resumeAfterMs : resumeMs;
    this.#setAlarm(Math.min(runMs, this.#chores.nextDueMs, this.#progress.nextDueMs));
  }

  #setAlarm(atMs: number): void {
    this.hasAlarm = true;
    this.#tools.alarm.set(atMs);
  }
}

const isAwaiting = ({ step }: Placement): boolean => step.at === 'awaiting_payment' || step.at === 'reading_payment';
