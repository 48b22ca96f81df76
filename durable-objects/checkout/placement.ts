import type { OrderDraft } from '#modules/orders';
import type { Failure } from '#platform/errors';
import type { CouponUseNeeded, PlaceOrderRequest, VoucherTender } from '#platform/objects';
import type { SagaStep } from '#platform/sagas';

/**
 * Where a running placement stands: what is to be called next. It is written down before the call, so that after a crash the
 * same call is made again; every call bears repeating.
 */
export type Step =
  | { at: 'reserving_coupon' }
  | { at: 'holding' }
  /** The hold has too little time left to build on: it is let go and the goods are held anew. */
  | { at: 'releasing' }
  /** `wantedPaise`: what is asked of the account; less than what is still to be paid once it said that it has less. */
  | { at: 'reserving_value'; wantedPaise: number }
  | { at: 'starting_payment' }
  | { at: 'awaiting_payment'; looks: number; lookAtMs: number }
  /** No call-back came for a while: the provider is asked. */
  | { at: 'reading_payment'; looks: number }
  /** Before anything is given back, so that nobody pays for what is no longer held. */
  | { at: 'cancelling_payment'; why: Failure; isHurried: boolean }
  /** From here the order may have its number, so it only goes forward. `committed`: the goods are off the shelf already. */
  | { at: 'issuing'; committed: boolean }
  /** `number` is null while the order waits for it: the goods are secured meanwhile, because its hold would lapse. */
  | { at: 'committing'; number: string | null }
  /** The goods of a lapsed hold went to somebody else although the order stands: take the same items anew. */
  | { at: 'replacing'; number: string | null };

/** A part of the bill that an account of value pays; `amountPaise` is 0 until it is reserved. */
export interface ValueShare extends VoucherTender {
  amountPaise: number;
  /** A dealer's credit pays all that is left or nothing; a card pays what it has. */
  isForAll: boolean;
}

/** A cart on its way to becoming an order. */
export interface Placement {
  orderId: string;
  /** The buyer's key to the order: kept here so that a resumed placement answers the same; Postgres gets its hash. */
  orderToken: string;
  orderTokenHash: string;
  idempotencyKey: string;
  bodyHash: string;
  requestId: string;
  request: PlaceOrderRequest;
  /** Numbers the holds of the order, so that a new one never meets an old one. */
  attempt: number;
  /** The attempt that it began with: names what it reserves on accounts of value. */
  round: number;
  /** Calls that failed in a row. */
  failures: number;
  startedAtMs: number;
  /** When to look at it again. */
  dueAtMs: number;
  step: Step;
  coupons: CouponUseNeeded[];
  /** How many of `coupons`, then of `shares`, are reserved; those after them are not. */
  couponsReserved: number;
  shares: ValueShare[];
  sharesReserved: number;
  /** When the goods go back on the shelf; 0: none are held. */
  heldUntilMs: number;
  draft: OrderDraft | null;
  /** The payment that it waits for: see PaymentRecord. */
  paymentId: string | null;
  /** Its saga has been shown before, or will be: it waited, was resumed, or takes up an earlier one. */
  isShown: boolean;
  revision: number;
  trail: SagaStep[];
}

export const holdIdOf = ({ orderId, attempt }: Pick<Placement, 'orderId' | 'attempt'>): string =>
  `${orderId}:${attempt}`;

/** Names what a placement reserves on an account: a new placement of the same order never meets an old one. */
export const valueKeyOf = ({ orderId, round }: Pick<Placement, 'orderId' | 'round'>): string => `${orderId}:${round}`;

/** Steps after which the order may have its number. */
const forwardOnly: ReadonlySet<Step['at']> = new Set(['issuing', 'committing', 'replacing']);

export const onlyGoesForward = ({ step }: Placement): boolean => forwardOnly.has(step.at);

/** The total of a drafted order that is still to be paid once its shares are taken off. */
export const restPaise = ({ draft, shares }: Placement): number =>
  (draft?.order.totalPaise ?? 0) - shares.reduce((sum, { amountPaise }) => sum + amountPaise, 0);
