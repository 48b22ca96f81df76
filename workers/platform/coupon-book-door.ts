import type { Result } from './errors.ts';

/** How often a coupon may be used; null: without limit. */
export interface CouponLimits {
  total: number | null;
  perPerson: number | null;
}

export interface CouponUse {
  /** The order: the same id is one use, however often it is asked for. */
  useId: string;
  /** Whose limit it counts against: the account, or the blind index of the e-mail of a visitor. */
  personKey: string;
  limits: CouponLimits;
  /** A use that is not captured by then is free again (epoch milliseconds). */
  untilMs: number;
}

/** One coupon code's uses, counted where they cannot race. One object a code. */
export interface CouponBookDoor {
  /** Fails with `conflict` (`extensions.reason`: `used_up` or `used_by_you`). Repeating it prolongs the same use. */
  reserve(use: CouponUse): Promise<Result<{ reserved: true }>>;
  /**
   * Makes a use final, even one whose time had run out: the order stands. Repeating it changes nothing. `captured` is false
   * for a use that was given back: whoever means it reserves it again first.
   */
  capture(useId: string): Promise<Result<{ captured: boolean }>>;
  /** Gives a use back, reserved or captured: the placement failed, or the order was cancelled. Repeating it changes nothing. */
  giveBack(useId: string): Promise<Result<{ givenBack: boolean }>>;
  uses(): Promise<{ reserved: number; captured: number }>;
}
