import { listAddresses, readMeIfAny } from '../../api/account.ts';
import type { Session } from '../session/session.ts';
import { type CheckoutForm, emptyForm } from './checkout-form.ts';
import { readKeptForm } from './kept-form.ts';
import { prefilledForm } from './prefilled-form.ts';

/** The form of a new checkout: as it was before a payment that came to nothing, else from the account, else empty. */
export async function openForm(session: Session, kept: string | undefined): Promise<CheckoutForm> {
  const form = readKeptForm(kept);
  if (form !== undefined) return form;
  const me = await readMeIfAny(session);
  return me === undefined ? emptyForm() : prefilledForm(me, await listAddresses(session));
}
