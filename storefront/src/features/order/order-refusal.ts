import type { Problem } from '../../api/views.ts';
import type { Language } from '../i18n/language.ts';
import { orderMessages } from './order-messages.ts';

/** Why an order could not be cancelled or given back, in words. */
export function orderRefusal({ code }: Problem, language: Language): string {
  const t = orderMessages(language);
  if (code === 'illegal_transition') return t.tooLate;
  if (code === 'expired') return t.returnOver;
  if (code === 'conflict' || code === 'in_progress' || code === 'rate_limited') return t.busyNow;
  return t.notTaken;
}
