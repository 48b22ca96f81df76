import type { Address, Me } from '../../api/account-views.ts';
import { type CheckoutForm, emptyForm } from './checkout-form.ts';

/** The form as somebody who is signed in finds it: what the account knows, all of it to be changed. */
export function prefilledForm(me: Me, addresses: readonly Address[]): CheckoutForm {
  const form = { ...emptyForm(), name: me.name, email: me.email, phone: me.phone ?? '' };
  const address = addresses.find(({ isDefault }) => isDefault) ?? addresses[0];
  if (address === undefined) return form;
  const { name, line1, line2, city, stateCode, postalCode } = address;
  const phone = address.phone ?? form.phone;
  return { ...form, name, phone, line1, line2: line2 ?? '', city, stateCode, postalCode };
}
