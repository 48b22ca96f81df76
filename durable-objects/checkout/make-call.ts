import type { Failure, Result } from '#platform/errors';
import { describeError, log } from '#platform/log';
import type { Objects } from '#platform/objects';
import { withDeadline } from '../deadline.ts';
import type { Call } from './next-call.ts';
import type { Reply } from './place-order-steps.ts';

/** No answer from another object within this time counts as none. */
const callDeadlineMs = 20_000;

export const noAnswer: Failure = {
  code: 'unavailable',
  detail: 'A part of the shop does not answer. Send the same request again.',
  retryAfterSeconds: 2,
};

async function ask<T>(name: string, question: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await withDeadline(question(), callDeadlineMs);
  } catch (error) {
    log('warn', 'A call of a checkout got no answer', { call: name, ...describeError(error) });
    return { ok: false, failure: noAnswer };
  }
}

/** Makes a call. Never throws: who does not answer is `unavailable`, and whether it happened is not known. */
export async function makeCall(objects: Pick<Objects, 'stockRoom' | 'numberSeries'>, call: Call): Promise<Reply> {
  const { kind } = call;
  switch (kind) {
    case 'hold':
      return { kind, result: await ask(kind, () => objects.stockRoom(call.storeId).hold(call.request)) };
    case 'issue':
      return { kind, result: await ask(kind, () => objects.numberSeries(call.series).issue(call.request)) };
    case 'commit': {
      const { holdId, reference } = call;
      return { kind, result: await ask(kind, () => objects.stockRoom(call.storeId).commit(holdId, reference)) };
    }
    case 'release':
      return { kind, result: await ask(kind, () => objects.stockRoom(call.storeId).release(call.holdId)) };
  }
}
