import { orderFacts, orderSeries } from '#modules/orders';
import type { Failure } from '#platform/errors';
import { sagaFact } from '#platform/sagas';
import { orderAnswer } from '../answers.ts';
import { giveUp, goOn, isRetryable, type Move, type Situation, wait } from '../moves.ts';
import type { Placement } from '../placement.ts';
import { finishedPicture } from '../saga-picture.ts';
import { captureChores } from '../undo.ts';
import { stage } from './stage.ts';
import { committingWith, replacingWith } from './stock.ts';

/** Whether an order may have its number although it is not written: the database is away, or (`internal`) refuses it so far. */
const isKept = (failure: Failure): boolean => isRetryable(failure) || failure.code === 'internal';

const notYetNumbered: Failure = {
  code: 'unavailable',
  detail: 'Your order is kept and will be confirmed shortly. Send the same request again.',
  retryAfterSeconds: 2,
};

function draftOf({ draft }: Placement) {
  if (draft === null) throw new Error('An order is drawn up before it is issued');
  return draft;
}

function finish({ placement, cart, payment }: Situation, number: string, warning?: string): Move {
  return {
    kind: 'end',
    outcome: 'placed',
    cart: { ...cart, status: 'placed' },
    answer: orderAnswer(draftOf(placement), placement.request, number, placement.orderToken),
    failure: null,
    chores: captureChores(placement),
    ...(payment !== undefined && { payment: { ...payment, purpose: 'order' as const } }),
    ...(warning !== undefined && { warning }),
  };
}

/** The goods are as secure as they will get: an order with its number is done, one without goes on asking for it. */
function secured(situation: Situation, number: string | null, warning?: string): Move {
  if (number !== null) return finish(situation, number, warning);
  const move = wait(situation.placement, notYetNumbered, { at: 'issuing', committed: true });
  return warning === undefined ? move : { ...move, warning };
}

/** Numbers the order and writes its records, and shows the saga as done where it was never shown before. */
export const issuing = stage('issuing', 'issue', {
  call(_, { placement, cart, nowMs }) {
    const draft = draftOf(placement);
    const { name, prefix } = orderSeries(cart.store, draft.day);
    const saga = placement.isShown ? [] : [sagaFact(finishedPicture(placement, cart, nowMs))];
    return {
      kind: 'issue',
      series: name,
      request: { key: placement.orderId, prefix, facts: [...orderFacts(draft), ...saga] },
    };
  },
  after({ committed }, result, situation): Move {
    const { placement } = situation;
    if (result.ok) {
      const { number } = result.value;
      return committed ? finish(situation, number) : goOn(placement, { at: 'committing', number });
    }
    if (committed) return wait(placement, notYetNumbered);
    // The order has its number and is kept, maybe for longer than its hold lasts: take its goods off the shelf now.
    if (isKept(result.failure)) return goOn(placement, { at: 'committing', number: null });
    return giveUp(situation, result.failure, false);
  },
});

export const committing = committingWith({ secured });
export const replacing = replacingWith({ secured });
