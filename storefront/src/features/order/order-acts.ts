import type { OrderDoor } from '../../api/orders.ts';
import type { CancelInput, Order, ReturnInput } from '../../api/views.ts';
import { formText } from '../../form-text.ts';
import type { Language } from '../i18n/language.ts';
import { orderMessages } from './order-messages.ts';
import { orderRefusal } from './order-refusal.ts';
import { piecesOf } from './returnable.ts';

/** What a buyer may say; the API knows more, which staff say. */
export const cancelReasons = [
  'changed_mind',
  'ordered_by_mistake',
  'too_slow',
  'other',
] as const satisfies readonly CancelInput['reason'][];

export const returnReasons = [
  'damaged',
  'defective',
  'wrong_item',
  'not_as_described',
  'expired',
  'changed_mind',
  'other',
] as const satisfies readonly ReturnInput['reason'][];

/** Cancels the order of a form. Undefined when it is done, else why not; doing it twice is doing it once. */
export async function cancelByForm(door: OrderDoor, data: FormData, language: Language): Promise<string | undefined> {
  const reason = cancelReasons.find((each) => each === formText(data, 'reason'));
  if (reason === undefined) return orderMessages(language).noReason;
  const answer = await door.cancel({ reason });
  return answer.ok ? undefined : orderRefusal(answer.problem, language);
}

/** Asks to give back what a form says, once for each key of a form. Undefined when it is noted, else why not. */
export async function returnByForm(
  door: OrderDoor,
  order: Order,
  data: FormData,
  language: Language,
): Promise<string | undefined> {
  const t = orderMessages(language);
  const reason = returnReasons.find((each) => each === formText(data, 'reason'));
  if (reason === undefined) return t.noReason;
  const lines = piecesOf(data, order.lines);
  if (lines.length === 0) return t.returnNothing;
  const resolution = formText(data, 'resolution') === 'store_credit' ? 'store_credit' : 'refund';
  const answer = await door.requestReturn({ reason, lines, resolution }, formText(data, 'key'));
  return answer.ok ? undefined : orderRefusal(answer.problem, language);
}
