import { applyChange, newCart } from '#modules/orders';
import type { Clock } from '#platform/clock';
import { fail, type Result, succeed } from '#platform/errors';
import { hashSecret, type IdSource, newSecret, sameHash } from '#platform/ids';
import { log } from '#platform/log';
import type {
  CartChange,
  CartState,
  CheckoutDoor,
  Objects,
  PlaceOrderRequest,
  PlaceOutcome,
  Quote,
} from '#platform/objects';
import { backoffMs } from '../deadline.ts';
import { admit, requireOwner } from './admit.ts';
import { dueAt } from './cart-life.ts';
import type { CheckoutRecords } from './checkout-records.ts';
import { makeCall, noAnswer } from './make-call.ts';
import { nextCall } from './next-call.ts';
import { advance, type Move, needsNote } from './place-order-steps.ts';
import type { Placement } from './placement.ts';

/** A crash is noticed after so long; it must outlast a placement under load, or the alarm rings for nothing. */
const resumeAfterMs = 5_000;
const longestPauseMs = 5 * 60_000;

/** Hold, issue, commit, and the detours of a bad day; more would be a loop. */
const maxCallsPerRun = 12;

export interface DeskTools {
  records: CheckoutRecords;
  objects: Pick<Objects, 'stockRoom' | 'numberSeries'>;
  clock: Clock;
  ids: IdSource;
  alarm: { set(atMs: number): void };
}

type Opening = Parameters<CheckoutDoor['open']>[0];

/** One cart's checkout without Cloudflare: what it knows is in its records, whom it calls is in its tools. */
export class CheckoutDesk implements CheckoutDoor {
  readonly #tools: DeskTools;
  #run: Promise<Result<PlaceOutcome>> | undefined;
  #hasAlarm = false;

  constructor(tools: DeskTools) {
    this.#tools = tools;
  }

  async open({ id, store, language, tokenHash }: Opening): Promise<Result<CartState>> {
    const { records } = this.#tools;
    const kept = records.cart;
    if (kept !== undefined) {
      if (!sameHash(kept.tokenHash, tokenHash)) return fail('conflict', 'This cart exists already.');
      return succeed(kept.cart);
    }
    const cart = newCart({ id, store, language });
    records.open(tokenHash, cart, this.#nowMs());
    this.#wakeWhenDue();
    return succeed(cart);
  }

  async read(tokenHash: string): Promise<Result<CartState>> {
    return requireOwner(this.#tools.records.cart, tokenHash);
  }

  async change(
    tokenHash: string,
    change: CartChange,
    quotes: readonly Quote[],
    quotedAtMs: number,
  ): Promise<Result<CartState>> {
    const { records } = this.#tools;
    const owned = requireOwner(records.cart, tokenHash);
    if (!owned.ok) return owned;
    const changed = applyChange(owned.value, change, quotes, quotedAtMs);
    if (!changed.ok) return changed;
    records.saveCart(changed.value, this.#nowMs());
    if (!this.#hasAlarm) this.#wakeWhenDue();
    return changed;
  }

  async place(
    tokenHash: string,
    request: PlaceOrderRequest,
    idempotency: { key: string; bodyHash: string },
    requestId: string,
  ): Promise<Result<PlaceOutcome>> {
    const { records, ids } = this.#tools;
    // Made first, because from the look at the records to the first step nothing else may come in between.
    const orderToken = newSecret('ord');
    const orderTokenHash = await hashSecret(orderToken);

    const kept = records.cart;
    const { placement } = records;
    const answer = records.answer(idempotency.key);
    const isRunning = this.#run !== undefined;
    const knowledge = { kept, placement, answer, answerCount: records.answerCount, isRunning };
    const admission = admit(knowledge, tokenHash, idempotency, this.#nowMs());
    if (admission.kind === 'outcome') return admission.result;
    if (admission.kind === 'start') {
      const orderId = admission.cart.orderId ?? ids.next();
      const { key: idempotencyKey, bodyHash } = idempotency;
      const attempt = (kept?.attempts ?? 0) + 1;
      const order = { orderId, orderToken, orderTokenHash, idempotencyKey, bodyHash, requestId, request };
      records.atOnce(() => {
        records.saveCart({ ...admission.cart, status: 'placing', orderId }, this.#nowMs());
        records.savePlacement({ ...order, attempt, failures: 0, step: { at: 'holding' } });
      });
    }
    return this.#goOn();
  }

  /** The alarm: goes on with a placement that a crash or a failure interrupted. Answers true when the cart is to be forgotten. */
  async wake(): Promise<boolean> {
    const { records } = this.#tools;
    if (records.placement !== undefined) {
      await this.#goOn();
      return false;
    }
    const due = dueAt(records.cart);
    if (due <= this.#nowMs()) return true;
    this.#setAlarm(due);
    return false;
  }

  /** Runs the placement until it is over or has to wait. There is one run at a time; whoever comes meanwhile shares it. */
  #goOn(): Promise<Result<PlaceOutcome>> {
    this.#setAlarm(this.#nowMs() + resumeAfterMs);
    this.#run ??= this.#takeSteps().finally(() => {
      this.#run = undefined;
    });
    return this.#run;
  }

  async #takeSteps(): Promise<Result<PlaceOutcome>> {
    const { records, objects, ids } = this.#tools;
    const cart = records.cart?.cart;
    const begun = records.placement;
    if (cart === undefined || begun === undefined) throw new Error('A placement needs a cart');
    let placement = begun;
    for (let calls = 0; calls < maxCallsPerRun; calls++) {
      const reply = await makeCall(objects, nextCall(placement, cart));
      const move = advance(placement, reply, { cart, nowMs: this.#nowMs(), ids });
      if ('warning' in move && move.warning !== undefined) log('error', move.warning, { orderId: placement.orderId });
      if (move.kind === 'go_on') {
        // Written down first: only then may it be called.
        placement = move.placement;
        if (needsNote(placement)) records.savePlacement(placement);
        continue;
      }
      records.atOnce(() => this.#pause(placement, move));
      if (move.kind === 'answer') return succeed({ kind: 'answered', answer: move.answer, replayed: false });
      return { ok: false, failure: move.failure };
    }
    return { ok: false, failure: noAnswer };
  }

  /** Writes down that the placement is over, or why it waits, together with when to look at it again. */
  #pause({ attempt, idempotencyKey, bodyHash }: Placement, move: Exclude<Move, { kind: 'go_on' }>): void {
    const { records } = this.#tools;
    if (move.kind === 'wait') {
      records.savePlacement(move.placement);
      this.#setAlarm(this.#nowMs() + backoffMs(move.placement.failures, resumeAfterMs, longestPauseMs));
      return;
    }
    records.endPlacement(attempt);
    records.saveCart(move.cart, this.#nowMs());
    if (move.kind === 'answer') records.keepAnswer(idempotencyKey, bodyHash, move.answer);
    this.#wakeWhenDue();
  }

  #nowMs(): number {
    return this.#tools.clock.now().getTime();
  }

  #wakeWhenDue(): void {
    this.#setAlarm(dueAt(this.#tools.records.cart));
  }

  #setAlarm(atMs: number): void {
    this.#hasAlarm = true;
    this.#tools.alarm.set(atMs);
  }
}
