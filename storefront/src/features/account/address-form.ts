import type { AddressInput } from '../../api/account.ts';
import type { Address } from '../../api/account-views.ts';
import { formText } from '../../form-text.ts';
import { isMobileNumber, isPinCode } from '../checkout/checkout-form.ts';
import { checkoutMessages } from '../checkout/checkout-messages.ts';
import { isStateCode } from '../checkout/indian-states.ts';
import { type FieldWords, type Refused, refusedFields } from '../forms/refused.ts';
import type { Language } from '../i18n/language.ts';
import { accountMessages } from './account-messages.ts';

const fields = ['label', 'name', 'phone', 'line1', 'line2', 'city', 'stateCode', 'postalCode'] as const;
export type AddressForm = Record<(typeof fields)[number], string> & { isDefault: boolean };

export function readAddressForm(data: FormData): AddressForm {
  const typed = Object.fromEntries(fields.map((field) => [field, formText(data, field).trim().slice(0, 254)]));
  const form = typed as Record<(typeof fields)[number], string>;
  return { ...form, postalCode: form.postalCode.replaceAll(' ', ''), isDefault: data.has('isDefault') };
}

export function addressFormOf(address: Address): AddressForm {
  const kept = Object.fromEntries(fields.map((field) => [field, address[field] ?? '']));
  return { ...(kept as Record<(typeof fields)[number], string>), isDefault: address.isDefault };
}

export function addressWords(language: Language): FieldWords {
  const t = accountMessages(language);
  const { line1Error, line2Error, cityError, stateCodeError, postalCodeError } = checkoutMessages(language);
  return {
    label: t.labelError,
    name: t.nameError,
    phone: t.phoneError,
    line1: line1Error,
    line2: line2Error,
    city: cityError,
    stateCode: stateCodeError,
    postalCode: postalCodeError,
  };
}

export function checkAddress(form: AddressForm, words: FieldWords): Refused | undefined {
  return refusedFields(words, {
    label: form.label.length <= 60,
    name: form.name.length >= 1 && form.name.length <= 120,
    phone: form.phone === '' || isMobileNumber(form.phone),
    line1: form.line1.length >= 1 && form.line1.length <= 200,
    line2: form.line2.length <= 200,
    city: form.city.length >= 1 && form.city.length <= 100,
    stateCode: isStateCode(form.stateCode),
    postalCode: isPinCode(form.postalCode),
  });
}

/** What was left empty is nothing, and said as nothing so that a change takes it away. */
export function addressInput({ label, phone, line2, isDefault, ...form }: AddressForm): AddressInput {
  return {
    ...form,
    country: 'IN',
    label,
    phone: phone || null,
    line2: line2 || null,
    ...(isDefault && { isDefault }),
  };
}
