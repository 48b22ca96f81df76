import type { Failure, Result } from '#platform/errors';
import { describeError, log } from '#platform/log';
import type { Objects } from '#platform/objects';
import type { PaymentProviders } from '#platform/payments-door';
import { withDeadline } from '../deadline.ts';
import type { Call, CallName, Reply } from './calls.ts';

/** No answer from another part within this time counts as none. */
const callDeadlineMs = 20_000;

export const noAnswer: Failure = {
  code: 'unavailable',
  detail: 'A part of the shop does not answer. Send the same request again.',
  retryAfterSeconds: 2,
};

/** Whom a checkout calls. */
export interface Partners {
  objects: Pick<Objects, 'stockRoom' | 'numberSeries' | 'couponBook' | 'valueAccount'>;
  providers: Pick<PaymentProviders, 'offered' | 'start' | 'read' | 'cancel' | 'refund'>;
}

type Asking = { [K in CallName]: (partners: Partners, call: Extract<Call, { kind: K }>) => Promise<unknown> };

const asking: Asking = {
  reserve_coupon: ({ objects }, { code, use }) => objects.couponBook(code).reserve(use),
  capture_coupon: ({ objects }, { code, useId }) => objects.couponBook(code).capture(useId),
  give_back_coupon: ({ objects }, { code, useId }) => objects.couponBook(code).giveBack(useId),
  hold: ({ objects }, { storeId, request }) => objects.stockRoom(storeId).hold(request),
  commit: ({ objects }, { storeId, holdId, reference }) => objects.stockRoom(storeId).commit(holdId, reference),
  release: ({ objects }, { storeId, holdId }) => objects.stockRoom(storeId).release(holdId),
  reserve_value: ({ objects }, { accountId, key, amountPaise, untilMs }) =>
    objects.valueAccount(accountId).reserve(key, amountPaise, untilMs),
  capture_value: ({ objects }, { accountId, key, reference }) =>
    objects.valueAccount(accountId).capture(key, reference),
  release_value: ({ objects }, { accountId, key }) => objects.valueAccount(accountId).release(key),
  start_payment: ({ providers }, { demand }) => providers.start(demand),
  read_payment: ({ providers }, { payment }) => providers.read(payment),
  cancel_payment: ({ providers }, { payment }) => providers.cancel(payment),
  refund: ({ providers }, { demand }) => providers.refund(demand),
  issue: ({ objects }, { series, request }) => objects.numberSeries(series).issue(request),
};

/** Makes a call. Never throws: who does not answer is `unavailable`, and whether it happened is not known. */
export async function makeCall(partners: Partners, call: Call): Promise<Reply> {
  const { kind } = call;
  // One entry a kind, each typed by its own call and answer; what TypeScript cannot see is that both are of the same kind.
  const ask = asking[kind] as (partners: Partners, call: Call) => Promise<Result<never>>;
  try {
    return { kind, result: await withDeadline(ask(partners, call), callDeadlineMs) };
  } catch (error) {
    log('warn', 'A call of a checkout got no answer', { call: kind, ...describeError(error) });
    return { kind, result: { ok: false, failure: noAnswer } };
  }
}
