import { type Answer, ApiUnavailable } from '../../api/answer.ts';
import { type CartKey, getCart, placeOrder } from '../../api/carts.ts';
import { listStores } from '../../api/catalog.ts';
import type { AwaitedPayment, CheckoutAnswer, CheckoutInput, PlacedOrder, Shortage } from '../../api/views.ts';
import type { Language } from '../i18n/language.ts';
import type { Session } from '../session/session.ts';
import { type CheckoutForm, checkForm, checkoutInput, type FieldErrors, fieldErrorsOf } from './checkout-form.ts';
import { isStateCode } from './indian-states.ts';

export type Refusal =
  | { kind: 'fields'; errors: FieldErrors }
  | { kind: 'short'; lines: Shortage[] }
  | { kind: 'price_changed' }
  | { kind: 'still_running' }
  /** Gift cards or store credit cannot pay what they were asked for. */
  | { kind: 'vouchers' }
  /** It counts for everybody so often only, which is known when the order is placed. */
  | { kind: 'coupon'; code: string }
  /** Nothing is delivered to the address from this store. */
  | { kind: 'not_served' }
  | { kind: 'method' }
  | { kind: 'refused' };

export type Outcome = { kind: 'placed'; order: PlacedOrder } | { kind: 'to_pay'; awaited: AwaitedPayment } | Refusal;

/** How often, and after what pause, a running request with the same key is asked for its answer. */
const patience = { tries: 6, pauseMs: 400 };

/** Places the order of a form. Refusals are values; the same form may be sent again with the same key at any time. */
export async function submitCheckout(
  session: Session,
  key: CartKey,
  form: CheckoutForm,
  language: Language,
): Promise<Outcome> {
  const errors = checkForm(form);
  if (Object.keys(errors).length > 0) return { kind: 'fields', errors };
  try {
    const input = checkoutInput(form, language, await placeToCollect(key, form));
    return outcomeOf(await placeWithPatience(() => placeOrder(session, key, input, form.key)));
  } catch (error) {
    if (error instanceof ApiUnavailable) return { kind: 'still_running' };
    throw error;
  }
}

async function placeWithPatience(place: () => Promise<Answer<CheckoutAnswer>>): Promise<Answer<CheckoutAnswer>> {
  let answer = await place();
  for (let tried = 1; tried < patience.tries && isRunning(answer); tried++) {
    await new Promise((resolve) => setTimeout(resolve, patience.pauseMs));
    answer = await place();
  }
  return answer;
}

const isRunning = (answer: Answer<unknown>) => !answer.ok && answer.problem.code === 'in_progress';

function outcomeOf(answer: Answer<CheckoutAnswer>): Outcome {
  if (answer.ok) {
    const { value } = answer;
    return 'orderToken' in value ? { kind: 'placed', order: value } : { kind: 'to_pay', awaited: value };
  }
  const { code, errors = [], lines = [], coupon, voucher, reason } = answer.problem;
  if (coupon !== undefined && code !== 'unavailable') return { kind: 'coupon', code: coupon };
  if (reason === 'not_served') return { kind: 'not_served' };
  if (voucher !== undefined) return { kind: 'vouchers' };
  if (code === 'out_of_stock') return { kind: 'short', lines };
  if (code === 'price_changed') return { kind: 'price_changed' };
  if (code === 'in_progress' || code === 'rate_limited') return { kind: 'still_running' };
  const isAbout = (part: string) => errors.some(({ path }) => path.split('.').includes(part));
  if (isAbout('vouchers') || isAbout('storeCredit')) return { kind: 'vouchers' };
  if (isAbout('paymentMethod')) return { kind: 'method' };
  const named = fieldErrorsOf(errors);
  return Object.keys(named).length > 0 ? { kind: 'fields', errors: named } : { kind: 'refused' };
}

/** A sale that is collected happens at the store, so the store's address is the one on the bill. */
async function placeToCollect(key: CartKey, form: CheckoutForm): Promise<CheckoutInput['shippingAddress'] | undefined> {
  if (form.deliveryMethod !== 'pickup') return undefined;
  const [cart, stores] = await Promise.all([getCart(key), listStores()]);
  const store = stores.find(({ id }) => cart.ok && id === cart.value.storeId);
  if (!store || !isStateCode(store.address.stateCode)) return undefined;
  const { line1, city, stateCode, postalCode } = store.address;
  return { line1, city, stateCode, postalCode, country: 'IN' };
}
