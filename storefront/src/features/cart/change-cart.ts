import type { AstroCookies } from 'astro';
import type { Answer } from '../../api/answer.ts';
import {
  addLine,
  applyCoupon,
  type CartKey,
  getCart,
  openCart,
  removeCoupon,
  removeLine,
  setLineQuantity,
} from '../../api/carts.ts';
import type { Cart, Problem } from '../../api/views.ts';
import { formText } from '../../form-text.ts';
import { typedCode } from '../checkout/typed-code.ts';
import type { Language } from '../i18n/language.ts';
import type { Session } from '../session/session.ts';
import { forgetCart, readCartKey, rememberCart, rememberCount } from './cart-cookie.ts';

/** One visitor's request, as far as the cart needs it. */
export type Visit = { cookies: AstroCookies; url: URL; language: Language; session: Session };

/** The API takes more; who needs more of one item than this is asked to call. */
export const largestQuantity = 99;

/** The visitor's cart, or undefined. A key that opens nothing any more is forgotten. */
export async function loadCart({ cookies, url }: Pick<Visit, 'cookies' | 'url'>): Promise<Cart | undefined> {
  const key = readCartKey(cookies, url);
  const answer = key ? await getCart(key) : undefined;
  if (answer?.ok && answer.value.status !== 'placed') return answer.value;
  if (key) forgetCart(cookies, url);
  return undefined;
}

/** Does what a form of the cart asks for. Undefined when it was done, else why it could not be. */
export async function changeCart(visit: Visit, form: FormData): Promise<Problem | undefined> {
  const answer = await perform(visit, form);
  if (!answer?.ok) return answer?.problem;
  rememberCount(visit.cookies, visit.url, answer.value.itemCount);
  return undefined;
}

async function perform(visit: Visit, form: FormData): Promise<Answer<Cart> | undefined> {
  const text = (name: string) => formText(form, name);
  const key = readCartKey(visit.cookies, visit.url);
  const quantity = quantityOf(text('quantity'));
  if (text('intent') === 'add')
    return add(visit, key, { variantId: text('variantId'), quantity: Math.max(1, quantity) });
  if (!key) return undefined;
  if (text('intent') === 'coupon') return applyCoupon(visit.session, key, typedCode(text('newCoupon')));
  if (text('intent') === 'remove-coupon') return removeCoupon(visit.session, key, text('code'));
  if (text('intent') === 'store') return moveCart(visit, key, text('storeId'));
  const lineId = text('lineId');
  return text('intent') === 'remove' || quantity === 0
    ? removeLine(key, lineId)
    : setLineQuantity(key, lineId, quantity);
}

/** Puts a line into the cart, opening a new one where there is none or the old one is gone or has become an order. */
async function add(visit: Visit, key: CartKey | undefined, line: { variantId: string; quantity: number }) {
  if (key) {
    const answer = await addLine(key, line);
    const gone = !answer.ok && (answer.problem.status === 404 || answer.problem.code === 'conflict');
    if (!gone) return answer;
  }
  const opened = await openCart(visit.language);
  if (!opened.ok) return opened;
  const { id, token } = opened.value;
  rememberCart(visit.cookies, visit.url, { id, token });
  return addLine({ id, token }, line);
}

/**
 * Fills a new cart of another store with what lies in this one. The old cart stays as it was until all is in the new one, so
 * that a refusal in the middle loses nothing.
 */
async function moveCart(visit: Visit, key: CartKey, storeId: string): Promise<Answer<Cart>> {
  const old = await getCart(key);
  if (!old.ok || old.value.storeId === storeId) return old;
  const opened = await openCart(visit.language, storeId);
  if (!opened.ok) return opened;
  const moved = { id: opened.value.id, token: opened.value.token };
  for (const { variantId, quantity } of old.value.lines) {
    const answer = await addLine(moved, { variantId, quantity });
    if (!answer.ok) return answer;
  }
  // A coupon that gives nothing there stays behind.
  for (const { code } of old.value.coupons) await applyCoupon(visit.session, moved, code);
  const full = await getCart(moved);
  if (full.ok) rememberCart(visit.cookies, visit.url, moved);
  return full;
}

/** Whole pieces between 0 and the most we sell at once; text that is no number counts as one piece. */
function quantityOf(text: string): number {
  const quantity = Number.parseInt(text, 10);
  return Number.isNaN(quantity) ? 1 : Math.min(largestQuantity, Math.max(0, quantity));
}
