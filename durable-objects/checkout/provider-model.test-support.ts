import { fail, type Result, succeed } from '#platform/errors';
import type {
  PaymentDemand,
  PaymentMethodCode,
  PaymentProviders,
  PaymentReport,
  RefundAnswer,
  RefundDemand,
  StartedPayment,
} from '#platform/payments-door';
import { paymentMethodCodes } from '#platform/payments-door';

type Provided = Pick<PaymentProviders, 'offered' | 'start' | 'read' | 'cancel' | 'refund'>;

interface Account {
  demand: PaymentDemand;
  standing: 'open' | 'paid' | 'closed';
  paidPaise: number;
}

/** A payment provider in one process: it moves money exactly once a payment, and tells of it as often as a test likes. */
export class ProviderModel implements Provided {
  readonly payments = new Map<string, Account>();
  readonly refunds = new Map<string, RefundDemand>();
  /** What it has to tell: a test hands it over, drops it, doubles it or shuffles it. */
  readonly news: PaymentReport[] = [];
  /** How a refund stands when it is asked for. */
  refundStatus: RefundAnswer['status'] = 'succeeded';
  /** Where money comes that only staff see. */
  name: 'stripe' | 'manual' = 'stripe';
  /** What the store takes; null: everything. */
  taken: readonly PaymentMethodCode[] | null = null;
  readonly #nowMs: () => number;
  #reports = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  offered(storeCode: string | null): readonly PaymentMethodCode[] {
    return storeCode === null || this.taken === null ? paymentMethodCodes : this.taken;
  }

  async start(demand: PaymentDemand): Promise<Result<StartedPayment>> {
    const { paymentId } = demand;
    if (!this.payments.has(paymentId)) {
      if (this.#nowMs() >= demand.expiresAtMs) return fail('expired', 'The time to pay is over.');
      this.payments.set(paymentId, { demand, standing: 'open', paidPaise: 0 });
    }
    const status = { open: 'pending', paid: 'captured', closed: 'failed' } as const;
    const { standing } = this.#account(paymentId);
    const action = { kind: 'redirect' as const, url: `https://pay.example/${paymentId}` };
    return succeed({ provider: this.name, providerRef: refOf(paymentId), status: status[standing], action });
  }

  async read({ paymentId }: { paymentId: string }): Promise<Result<PaymentReport>> {
    return succeed(this.#report(paymentId));
  }

  async cancel({ paymentId }: { paymentId: string }): Promise<Result<PaymentReport>> {
    const account = this.#account(paymentId);
    if (account.standing === 'open') account.standing = 'closed';
    return succeed(this.#report(paymentId));
  }

  async refund(demand: RefundDemand): Promise<Result<RefundAnswer>> {
    const known = this.refunds.get(demand.refundId);
    if (known !== undefined && known.amountPaise !== demand.amountPaise) throw new Error('Another refund, same key');
    const left = this.#account(demand.paymentId).paidPaise - this.#refundedPaise(demand.paymentId);
    if (known === undefined && demand.amountPaise > left) return fail('conflict', 'More than was paid.');
    this.refunds.set(demand.refundId, demand);
    return succeed({ providerRef: `re_${demand.refundId}`, status: this.refundStatus });
  }

  /** The buyer pays, when it can still be paid. */
  pay(paymentId: string, amountPaise?: number): void {
    const account = this.payments.get(paymentId);
    if (account?.standing !== 'open') return;
    account.standing = 'paid';
    account.paidPaise = amountPaise ?? account.demand.amountPaise;
    this.news.push(this.#report(paymentId));
  }

  /** The buyer's bank refuses, and the provider closes the payment. */
  refuse(paymentId: string): void {
    const account = this.payments.get(paymentId);
    if (account?.standing !== 'open') return;
    account.standing = 'closed';
    this.news.push(this.#report(paymentId));
  }

  /** A word about a failed try that comes when somebody has paid all the same. */
  staleFailure(paymentId: string): PaymentReport {
    return { ...this.#report(paymentId), status: 'failed', amountPaise: 0 };
  }

  keptPaise(paymentId: string): number {
    return (this.payments.get(paymentId)?.paidPaise ?? 0) - this.#refundedPaise(paymentId);
  }

  #refundedPaise(paymentId: string): number {
    const of = [...this.refunds.values()].filter((refund) => refund.paymentId === paymentId);
    return of.reduce((sum, { amountPaise }) => sum + amountPaise, 0);
  }

  #account(paymentId: string): Account {
    const account = this.payments.get(paymentId);
    if (account === undefined) throw new Error('The provider knows no such payment');
    return account;
  }

  #report(paymentId: string): PaymentReport {
    const { demand, standing, paidPaise } = this.#account(paymentId);
    const { cartId, orderId, currency } = demand;
    const status = ({ open: 'pending', paid: 'captured', closed: 'failed' } as const)[standing];
    this.#reports += 1;
    const reportId = `evt_${this.#reports}`;
    const amountPaise = standing === 'paid' ? paidPaise : 0;
    return {
      paymentId,
      cartId,
      orderId,
      provider: this.name,
      providerRef: refOf(paymentId),
      status,
      amountPaise,
      currency,
      reportId,
    };
  }
}

const refOf = (paymentId: string): string => `pi_${paymentId}`;
