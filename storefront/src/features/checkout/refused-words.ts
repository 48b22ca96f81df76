import type { CheckoutStanding } from '../../api/views.ts';
import type { Language } from '../i18n/language.ts';
import { paymentMessages } from './payment-messages.ts';

/** What became of a payment that made no order, in words. */
export function refusedWords(
  problem: CheckoutStanding['problem'],
  language: Language,
): { title: string; lead: string } {
  const t = paymentMessages(language);
  const code = problem?.code;
  const reason = problem?.reason;
  if (reason === 'payment_failed') return { title: t.failedTitle, lead: t.failedLead };
  if (reason === 'payment_expired' || code === 'expired') return { title: t.expiredTitle, lead: t.expiredLead };
  if (reason === 'payment_differs') return { title: t.differsTitle, lead: t.differsLead };
  if (code === 'out_of_stock') return { title: t.shortTitle, lead: t.shortLead };
  return { title: t.refusedTitle, lead: t.refusedLead };
}
