import type { Answer } from '../../api/answer.ts';
import { applyCoupon, type CartKey, removeCoupon } from '../../api/carts.ts';
import type { Cart } from '../../api/views.ts';
import { checkBalance } from '../../api/vouchers.ts';
import { couponWords } from '../cart/coupon-words.ts';
import type { Language } from '../i18n/language.ts';
import type { Session } from '../session/session.ts';
import type { CheckoutForm, CodeWish } from './checkout-form.ts';
import { checkoutMessages } from './checkout-messages.ts';
import { mostGiftCards } from './typed-code.ts';

/** What the fields for codes say, and what was typed into them. */
export interface CodeErrors {
  coupon?: { typed: string; words: string };
  giftCard?: { typed: string; words: string };
}

export interface Applied {
  form: CheckoutForm;
  errors: CodeErrors;
}

type Asker = { session: Session; cartKey: CartKey; language: Language };

/** Does what was asked of coupons (they lie in the cart) and of gift cards (they lie in the form). */
export async function applyCodes(asker: Asker, form: CheckoutForm, wish: CodeWish): Promise<Applied> {
  const { session, cartKey } = asker;
  if (wish.removeCoupon !== '') await removeCoupon(session, cartKey, wish.removeCoupon);
  const kept = { ...form, giftCards: form.giftCards.filter((code) => code !== wish.removeGiftCard) };
  const couponError = await addCoupon(asker, wish.coupon);
  const card = await addGiftCard(asker, kept, wish.giftCard);
  return {
    form: card.form,
    errors: { ...(couponError && { coupon: couponError }), ...(card.error && { giftCard: card.error }) },
  };
}

async function addCoupon({ session, cartKey, language }: Asker, code: string) {
  if (code === '') return undefined;
  const answer: Answer<Cart> = await applyCoupon(session, cartKey, code);
  return answer.ok ? undefined : { typed: code, words: couponWords(answer.problem, language) };
}

async function addGiftCard(
  { session, language }: Asker,
  form: CheckoutForm,
  code: string,
): Promise<{ form: CheckoutForm; error?: CodeErrors['giftCard'] }> {
  if (code === '' || form.giftCards.includes(code)) return { form };
  const t = checkoutMessages(language);
  const refuse = (words: string) => ({ form, error: { typed: code, words } });
  if (form.giftCards.length >= mostGiftCards) return refuse(t.giftCardTooMany(mostGiftCards));
  const answer = await checkBalance(session, code);
  if (!answer.ok) return refuse(answer.problem.code === 'rate_limited' ? t.codeTooOften : t.giftCardUnknown);
  if (answer.value.available.amount <= 0) return refuse(t.giftCardEmpty);
  return { form: { ...form, giftCards: [...form.giftCards, code] } };
}
