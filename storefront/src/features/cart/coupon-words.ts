import type { Problem } from '../../api/views.ts';
import type { Language } from '../i18n/language.ts';
import { cartMessages } from './cart-messages.ts';

/** What a shop says of a coupon that it does not take, in words of its own; the API writes its reasons in English. */
export function couponWords(problem: Problem, language: Language): string {
  const t = cartMessages(language);
  if (problem.code === 'rate_limited') return t.couponTooOften;
  if (problem.code !== 'invalid_input') return t.cannotChange;
  return couponReason(problem.errors?.[0]?.message ?? null, language);
}

/** Why a coupon gives nothing now. What is not known by heart stands as the API says it where that is the language. */
export function couponReason(reason: string | null, language: Language): string {
  const t = cartMessages(language);
  if (reason === null) return t.couponUseless;
  if (reason.startsWith('There is no such coupon')) return t.couponUnknown;
  if (reason.startsWith('Must be 3 to 40')) return t.couponUnknown;
  if (reason.endsWith('expired')) return t.couponOver;
  return language === 'en' ? `${t.couponNot} ${reason}.` : t.couponUseless;
}
