import { listAddresses, readMeIfAny } from '../../api/account.ts';
import type { Session } from '../session/session.ts';
import { type CheckoutForm, emptyForm } from './checkout-form.ts';
import { prefilledForm } from './prefilled-form.ts';

/** The form of a new checkout. A guest's asks the API for nothing. */
export async function openForm(session: Session): Promise<CheckoutForm> {
  const me = await readMeIfAny(session);
  return me === undefined ? emptyForm() : prefilledForm(me, await listAddresses(session));
}
