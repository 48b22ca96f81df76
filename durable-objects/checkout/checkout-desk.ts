import { applyChange, newCart, refusalOfDelivery } from '#modules/orders';
import { type Failure, fail, type Result, succeed } from '#platform/errors';
import { hashSecret, newSecret, sameHash } from '#platform/ids';
import { log } from '#platform/log';
import type {
  CartChange,
  CartState,
  CheckoutDoor,
  CheckoutStanding,
  PlaceOrderRequest,
  PlaceOutcome,
  Quote,
  SaleTerms,
} from '#platform/objects';
import type { PaymentReport } from '#platform/payments-door';
import { admit, requireOwner } from './admit.ts';
import { dueAt } from './cart-life.ts';
import { type DeskTools, DeskWork } from './desk-work.ts';
import { newPlacement } from './new-placement.ts';
import { isAbout, isOtherMoney, noted, owesRefund, refundOf } from './payment-record.ts';
import { onlyGoesForward } from './placement.ts';
import { refusalOfMethod } from './refusal-of-method.ts';

type Opening = Parameters<CheckoutDoor['open']>[0];
type Reported = Awaited<ReturnType<CheckoutDoor['paymentReported']>>;

const awaitingPayment: Failure = {
  code: 'conflict',
  detail: 'This cart waits for its payment. Pay, or give the payment up to change the cart.',
  extensions: { reason: 'awaiting_payment' },
};
const givenUpByBuyer: Failure = {
  code: 'conflict',
  detail: 'The payment was given up. The cart is open again.',
  extensions: { reason: 'abandoned' },
};
const stands: Failure = {
  code: 'conflict',
  detail: 'The order stands, or may stand already: cancel the order instead.',
};
const couponsAway: Failure = {
  code: 'unavailable',
  detail: 'A coupon of this cart is still being given back. Send the same request again.',
  retryAfterSeconds: 2,
};

/** One cart's checkout without Cloudflare: what it knows is in its records, whom it calls is in its tools. */
export class CheckoutDesk implements CheckoutDoor {
  readonly #tools: DeskTools;
  readonly #work: DeskWork;

  constructor(tools: DeskTools) {
    this.#tools = tools;
    this.#work = new DeskWork(tools);
  }

  async open({ id, store, language, tokenHash, sale }: Opening): Promise<Result<CartState>> {
    const { records } = this.#tools;
    const kept = records.cart;
    if (kept !== undefined) {
      if (!sameHash(kept.tokenHash, tokenHash)) return fail('conflict', 'This cart exists already.');
      return succeed(kept.cart);
    }
    const cart = newCart({ id, store, language, ...(sale !== undefined && { sale }) });
    records.open(tokenHash, cart, this.#nowMs());
    this.#work.schedule();
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
    terms?: SaleTerms,
  ): Promise<Result<CartState>> {
    const { records } = this.#tools;
    const owned = requireOwner(records.cart, tokenHash);
    if (!owned.ok) return owned;
    if (records.placement?.step.at === 'awaiting_payment') return { ok: false, failure: awaitingPayment };
    const changed = applyChange(owned.value, change, quotes, quotedAtMs, terms);
    if (!changed.ok) return changed;
    records.saveCart(changed.value, this.#nowMs());
    if (!this.#work.hasAlarm) this.#work.schedule();
    return changed;
  }

  async place(
    tokenHash: string,
    request: PlaceOrderRequest,
    idempotency: { key: string; bodyHash: string },
    requestId: string,
  ): Promise<Result<PlaceOutcome>> {
    const { records } = this.#tools;
    // Made first, because from the look at the records to the first step nothing else may come in between.
    const orderToken = newSecret('ord');
    const orderTokenHash = await hashSecret(orderToken);
    if (this.#work.isGivingCouponsBack) await this.#work.doChores(true);

    const kept = records.cart;
    const { placement } = records;
    const knowledge = {
      kept,
      placement,
      answer: records.answer(idempotency.key),
      awaited: placement?.step.at === 'awaiting_payment' ? records.answer(placement.idempotencyKey)?.answer : undefined,
      answerCount: records.answerCount,
      isRunning: this.#work.runner.isRunning,
    };
    const asked = { nowMs: this.#nowMs(), buyerId: request.personId };
    const admission = admit(knowledge, tokenHash, idempotency, asked);
    if (admission.kind === 'outcome') return admission.result;
    if (admission.kind === 'start') {
      if (this.#work.isGivingCouponsBack) return { ok: false, failure: couponsAway };
      const { providers } = this.#tools;
      const refused =
        refusalOfMethod(admission.cart, request, (code) => providers.offered(code)) ??
        refusalOfDelivery(admission.cart, request);
      if (refused !== undefined) return { ok: false, failure: refused };
      const order = { orderToken, orderTokenHash, idempotency, requestId, request, attempts: kept?.attempts ?? 0 };
      const begun = newPlacement(admission.cart, order, records.saga?.row, this.#tools);
      records.atOnce(() => {
        records.saveCart({ ...admission.cart, status: 'placing', orderId: begun.orderId }, this.#nowMs());
        records.savePlacement(begun);
        if (records.saga !== undefined) records.saveFinal(null);
      });
    }
    return this.#work.goOn();
  }

  async standing(tokenHash: string): Promise<Result<CheckoutStanding>> {
    const owned = requireOwner(this.#tools.records.cart, tokenHash);
    return owned.ok ? succeed(this.#work.standing) : owned;
  }

  async abandon(tokenHash: string): Promise<Result<CheckoutStanding>> {
    const owned = requireOwner(this.#tools.records.cart, tokenHash);
    if (!owned.ok) return owned;
    await this.#work.giveUp(givenUpByBuyer);
    const { records } = this.#tools;
    if (records.placement === undefined && records.cart?.cart.status === 'open') records.saveFinal(null);
    return succeed(this.#work.standing);
  }

  async paymentReported(report: PaymentReport): Promise<Reported> {
    const { records, ids } = this.#tools;
    const { paymentId, status, currency } = report;
    const asked = records.payment(paymentId);
    const isStrange = asked === undefined || !isAbout(asked, report) || currency !== asked.demand.currency;
    if (isStrange) {
      log('error', 'A report of a payment is of none that this checkout asked for', { paymentId, status, currency });
      return succeed({ outcome: 'unknown' });
    }
    if (isOtherMoney(asked, report)) {
      log('error', 'A payment was paid a second time', { paymentId });
      return succeed({ outcome: 'unknown' });
    }
    const payment = noted(asked, report);
    const owes = owesRefund(payment);
    records.atOnce(() => {
      records.savePayment(owes ? refundOf(payment, ids.next()) : payment);
      if (owes) records.addChore({ kind: 'refund', paymentId }, this.#nowMs());
    });
    if (owes) await this.#work.doChores();
    await this.#work.goOnWithMoney(paymentId);
    return succeed({ outcome: records.payment(paymentId)?.refund === null ? 'taken' : 'refunded' });
  }

  async resume(): Promise<Result<CheckoutStanding>> {
    const { records } = this.#tools;
    if (records.cart === undefined) return fail('not_found', 'There is no such checkout.');
    const { placement } = records;
    if (placement !== undefined && !this.#work.runner.isRunning) {
      const { step } = placement;
      if (step.at === 'awaiting_payment') {
        records.savePlacement({ ...placement, step: { ...step, lookAtMs: this.#nowMs() } });
      }
    }
    if (placement !== undefined) await this.#work.goOn();
    await this.#work.doChores(true);
    return succeed(this.#work.standing);
  }

  async compensate(reason: string): Promise<Result<CheckoutStanding>> {
    const { records } = this.#tools;
    if (records.cart === undefined) return fail('not_found', 'There is no such checkout.');
    await this.#work.runner.idle();
    const { placement } = records;
    const mayStand = placement === undefined ? records.cart?.cart.status === 'placed' : onlyGoesForward(placement);
    if (mayStand) return { ok: false, failure: stands };
    await this.#work.giveUp({ code: 'conflict', detail: `The checkout was stopped by the shop: ${reason}` });
    await this.#work.doChores(true);
    const { placement: left, cart } = records;
    if (left !== undefined || cart?.cart.status === 'placed') return { ok: false, failure: stands };
    return succeed(this.#work.standing);
  }

  /** The alarm: goes on with what a crash, a failure or a wait interrupted. Answers true when the cart is to be forgotten. */
  async wake(): Promise<boolean> {
    const { records } = this.#tools;
    const { placement } = records;
    if (placement !== undefined && placement.dueAtMs <= this.#nowMs()) await this.#work.goOn();
    await this.#work.doChores();
    await this.#work.show();
    this.#work.schedule();
    const isAtRest = records.placement === undefined && records.chores.length === 0 && records.saga?.shown !== 'due';
    return isAtRest && dueAt(records.cart) <= this.#nowMs();
  }

  #nowMs(): number {
    return this.#tools.clock.now().getTime();
  }
}
