import { type Failure, fail, type Result } from '#platform/errors';
import type { IssueRequest, Objects } from '#platform/objects';
import type { PaymentProviders } from '#platform/payments-door';
import type { CouponBookRecords } from '../coupon-book/coupon-book-records.ts';
import type { StockBook } from '../stock-room/stock-book.ts';
import type { ValueBook } from '../value-account/value-book.ts';
import type { CallName } from './calls.ts';
import type { Partners } from './make-call.ts';

export type ModelCall = CallName | 'show';

/** A call on its way: what it would do there, and whether the part is away and says so. */
export type Door = <T>(call: ModelCall, deed: (isAway: boolean) => Promise<T>) => Promise<T>;

export interface ShopBooks {
  stock: StockBook;
  coupons: CouponBookRecords;
  account: (accountId: string) => ValueBook;
  issue: (request: IssueRequest, isAway: boolean) => Result<{ number: string }>;
  nowMs: () => number;
}

export const away: Failure = { code: 'unavailable', detail: 'away' };

/** Real books behind doors on which every call can meet any fate. */
export function objectsOf({ stock, coupons, account, issue, nowMs }: ShopBooks, door: Door): Partners['objects'] {
  const through = <T>(call: CallName, deed: () => Result<T>): Promise<Result<T>> =>
    door(call, async (isAway) => (isAway ? fail(away.code, away.detail) : deed()));
  const stockRoom = {
    hold: (request: Parameters<StockBook['hold']>[0]) => through('hold', () => stock.hold(request, nowMs())),
    commit: (holdId: string, reference: string) => through('commit', () => stock.commit(holdId, reference, nowMs())),
    release: (holdId: string) => through('release', () => stock.release(holdId)),
  };
  const couponBook = {
    reserve: (use: Parameters<CouponBookRecords['reserve']>[0]) =>
      through('reserve_coupon', () => coupons.reserve(use, nowMs())),
    capture: (useId: string) => through('capture_coupon', () => coupons.capture(useId)),
    giveBack: (useId: string) => through('give_back_coupon', () => coupons.giveBack(useId)),
  };
  const valueAccount = (accountId: string) => ({
    reserve: (key: string, amountPaise: number, untilMs: number) =>
      through('reserve_value', () => account(accountId).reserve(key, amountPaise, untilMs, nowMs())),
    capture: (key: string, reference: string) =>
      through('capture_value', () => account(accountId).capture(key, reference, nowMs())),
    release: (key: string) => through('release_value', () => account(accountId).release(key, nowMs())),
  });
  // A series that is away has kept the document all the same.
  const numberSeries = {
    issue: (request: IssueRequest) => door('issue', async (isAway) => issue(request, isAway)),
  };
  return {
    stockRoom: () => stockRoom as unknown as ReturnType<Objects['stockRoom']>,
    couponBook: () => couponBook as unknown as ReturnType<Objects['couponBook']>,
    valueAccount: (id) => valueAccount(id) as unknown as ReturnType<Objects['valueAccount']>,
    numberSeries: () => numberSeries,
  };
}

type Provided = Pick<PaymentProviders, 'offered' | 'start' | 'read' | 'cancel' | 'refund'>;

export function providersOf(provider: Provided, door: Door): Provided {
  const through = <T>(call: CallName, deed: () => Promise<Result<T>>): Promise<Result<T>> =>
    door(call, async (isAway) => (isAway ? fail(away.code, away.detail) : deed()));
  return {
    offered: (storeCode) => provider.offered(storeCode),
    start: (demand) => through('start_payment', () => provider.start(demand)),
    read: (payment) => through('read_payment', () => provider.read(payment)),
    cancel: (payment) => through('cancel_payment', () => provider.cancel(payment)),
    refund: (demand) => through('refund', () => provider.refund(demand)),
  };
}
