import type { Result } from './errors.ts';

/** What an account holds: money that was paid in (gift card, store credit), or credit that a dealer may use up to a limit. */
export type ValueAccountKind = 'gift_card' | 'store_credit' | 'dealer_credit';

export interface ValueAccountFacts {
  accountId: string;
  kind: ValueAccountKind;
  /** How far below zero the balance may go: 0 but for dealer credit. */
  limitPaise: number;
  /** Why nothing may be taken from it (overdue, suspended, stolen); null: it may. */
  blockedFor: string | null;
  /** Nothing can be taken from then on (epoch milliseconds); null: never. */
  expiresAtMs: number | null;
}

export interface ValueStanding {
  /** Paid in less taken. Negative is what a dealer owes. */
  balancePaise: number;
  reservedPaise: number;
  /** What may be reserved now: balance + limit - reserved, never below 0; 0 while it is blocked or expired. */
  availablePaise: number;
}

/** One account of value (paise), whose balance cannot race. One object an account; its entries go to `value_entries`. */
export interface ValueAccountDoor {
  /** Opens it, or changes its limit, block or expiry. */
  open(facts: ValueAccountFacts): Promise<Result<ValueStanding>>;
  /** Pays in, once per key. */
  credit(key: string, amountPaise: number, reference: string): Promise<Result<ValueStanding>>;
  /** Sets money aside, once per key. Fails with `conflict` (`extensions.availablePaise`) when there is not enough. */
  reserve(key: string, amountPaise: number, untilMs: number): Promise<Result<ValueStanding>>;
  /** Takes what was reserved under the key, even when its time had run out. Repeating it changes nothing. */
  capture(key: string, reference: string): Promise<Result<ValueStanding>>;
  release(key: string): Promise<Result<ValueStanding>>;
  standing(): Promise<Result<ValueStanding>>;
}
