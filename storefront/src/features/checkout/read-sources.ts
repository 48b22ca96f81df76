import type { StoreCredit } from '../../api/views.ts';
import { checkBalance } from '../../api/vouchers.ts';
import type { Language } from '../i18n/language.ts';
import type { Session } from '../session/session.ts';
import type { CheckoutForm } from './checkout-form.ts';
import { checkoutMessages } from './checkout-messages.ts';
import type { Source } from './split-tenders.ts';

/** What the gift cards of a form and, where it is ticked, the store credit can pay now. */
export async function readSources(
  session: Session,
  form: CheckoutForm,
  credit: StoreCredit | undefined,
  language: Language,
): Promise<Source[]> {
  const t = checkoutMessages(language);
  const cards = await Promise.all(
    form.giftCards.map(async (code) => {
      const answer = await checkBalance(session, code);
      const availablePaise = answer.ok ? answer.value.available.amount : 0;
      return { name: t.giftCardEnding(code.slice(-4)), code, availablePaise };
    }),
  );
  if (!form.storeCredit || !credit) return cards;
  return [...cards, { name: t.storeCredit, code: null, availablePaise: credit.available.amount }];
}
