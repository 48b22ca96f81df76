import type { OrderDraft } from '#modules/orders';
import type { Failure } from '#platform/errors';
import type { PlaceOrderRequest } from '#platform/objects';

/**
 * Where a running placement stands: what is to be called next. It is written down before the call, so that after a crash the
 * same call is made again; every call bears repeating.
 */
export type Step =
  | { at: 'holding' }
  /** From here the order may have its number, so it only goes forward. `committed`: the goods are off the shelf already. */
  | { at: 'issuing'; draft: OrderDraft; committed: boolean }
  /** `number` is null while the order waits for it: the goods are secured meanwhile, because its hold would lapse. */
  | { at: 'committing'; draft: OrderDraft; number: string | null }
  /** The goods of a lapsed hold went to somebody else although the order stands: take the same items anew. */
  | { at: 'replacing'; draft: OrderDraft; number: string | null }
  | { at: 'releasing'; next: 'hold_again' }
  | { at: 'releasing'; next: 'give_up'; failure: Failure };

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
  /** Calls that failed in a row. */
  failures: number;
  step: Step;
}

export const holdIdOf = ({ orderId, attempt }: Placement): string => `${orderId}:${attempt}`;
