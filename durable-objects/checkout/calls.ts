import type { CouponUse } from '#platform/coupon-book-door';
import type { Result } from '#platform/errors';
import type { Hold, HoldRequest, IssueRequest } from '#platform/objects';
import type { PaymentDemand, PaymentReport, RefundAnswer, RefundDemand, StartedPayment } from '#platform/payments-door';
import type { ValueStanding } from '#platform/value-account-door';

type PaymentRef = Pick<PaymentReport, 'paymentId' | 'provider' | 'providerRef'>;

/** A call to another part of the shop, as data: each bears repeating. */
export type Call =
  | { kind: 'reserve_coupon'; code: string; use: CouponUse }
  | { kind: 'capture_coupon'; code: string; useId: string }
  | { kind: 'give_back_coupon'; code: string; useId: string }
  | { kind: 'hold'; storeId: string; request: HoldRequest }
  | { kind: 'commit'; storeId: string; holdId: string; reference: string }
  | { kind: 'release'; storeId: string; holdId: string }
  | { kind: 'reserve_value'; accountId: string; key: string; amountPaise: number; untilMs: number }
  | { kind: 'capture_value'; accountId: string; key: string; reference: string }
  | { kind: 'release_value'; accountId: string; key: string }
  | { kind: 'start_payment'; demand: PaymentDemand }
  | { kind: 'read_payment'; payment: PaymentRef }
  | { kind: 'cancel_payment'; payment: PaymentRef }
  | { kind: 'refund'; demand: RefundDemand }
  | { kind: 'issue'; series: string; request: IssueRequest };

export type CallName = Call['kind'];

/** What each call answers. */
export interface Answers {
  reserve_coupon: { reserved: true };
  capture_coupon: { captured: boolean };
  give_back_coupon: { givenBack: boolean };
  hold: Hold;
  commit: { committed: true };
  release: { released: boolean };
  reserve_value: ValueStanding;
  capture_value: ValueStanding;
  release_value: ValueStanding;
  start_payment: StartedPayment;
  read_payment: PaymentReport;
  cancel_payment: PaymentReport;
  refund: RefundAnswer;
  issue: { number: string };
}

/** What a call answered. No answer at all counts as `unavailable`: it may have happened, and is called again. */
export type Reply = { [K in CallName]: { kind: K; result: Result<Answers[K]> } }[CallName];
