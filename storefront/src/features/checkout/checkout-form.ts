import type { CheckoutInput, DeliveryMethod } from '../../api/views.ts';
import { formText } from '../../form-text.ts';
import type { Language } from '../i18n/language.ts';
import { isStateCode, type StateCode } from './indian-states.ts';
import { isShopperMethod, type ShopperMethod } from './shopper-methods.ts';
import { typedCode, typedCodes } from './typed-code.ts';

export const textFields = ['name', 'email', 'phone', 'line1', 'line2', 'city', 'stateCode', 'postalCode'] as const;
export type TextField = (typeof textFields)[number];
export type FieldErrors = Partial<Record<TextField, true>>;

/** What the visitor has typed and chosen, kept as typed so that a form with a mistake comes back as it was. */
export type CheckoutForm = Record<TextField, string> & {
  deliveryMethod: DeliveryMethod;
  /** Pays what gift cards and store credit leave. */
  paymentMethod: ShopperMethod;
  /** Gift cards that were looked at and pay first, in this order. */
  giftCards: string[];
  storeCredit: boolean;
  offersByEmail: boolean;
  offersByWhatsapp: boolean;
  /** Made when the page is drawn: sending the same page twice is the same order. */
  key: string;
};

const longestText = 254;

export function emptyForm(): CheckoutForm {
  return readForm(new FormData());
}

export function readForm(data: FormData): CheckoutForm {
  const text = (name: string) => formText(data, name).trim().slice(0, longestText);
  const key = text('key');
  return {
    name: text('name'),
    email: text('email'),
    phone: text('phone'),
    line1: text('line1'),
    line2: text('line2'),
    city: text('city'),
    stateCode: text('stateCode'),
    postalCode: text('postalCode').replaceAll(' ', ''),
    deliveryMethod: text('deliveryMethod') === 'pickup' ? 'pickup' : 'standard',
    paymentMethod: readMethod(text('paymentMethod')),
    giftCards: typedCodes(data.getAll('giftCard')),
    storeCredit: data.has('storeCredit'),
    offersByEmail: data.has('offersByEmail'),
    offersByWhatsapp: data.has('offersByWhatsapp'),
    key: key === '' ? crypto.randomUUID() : key,
  };
}

const readMethod = (text: string): ShopperMethod => (isShopperMethod(text) ? text : 'cod');

/** What a button of the form asks for besides placing the order, and what was typed for it. */
export interface CodeWish {
  removeCoupon: string;
  removeGiftCard: string;
  coupon: string;
  giftCard: string;
}

/** A code that was typed counts whichever button was pressed: nobody pays more because they pressed the other one. */
export function readCodeWish(data: FormData): CodeWish | undefined {
  const wish = {
    removeCoupon: typedCode(formText(data, 'removeCoupon')),
    removeGiftCard: typedCode(formText(data, 'removeGiftCard')),
    coupon: typedCode(formText(data, 'newCoupon')),
    giftCard: typedCode(formText(data, 'newGiftCard')),
  };
  const isAsked = data.has('look') || Object.values(wish).some((code) => code !== '');
  return isAsked ? wish : undefined;
}

/** Ten digits of an Indian mobile number, or any number with its country code. */
export const isMobileNumber = (text: string): boolean =>
  /^(?:(?:\+91|0)?[6-9]\d{9}|\+(?!91)[1-9]\d{6,14})$/.test(text.replaceAll(/[ -]/g, ''));

export const isPinCode = (text: string): boolean => /^[1-9]\d{5}$/.test(text);

/** Rules that can be told at once; the API has the last word and may name more. */
const rules: Record<TextField, (text: string) => boolean> = {
  name: (text) => text.length >= 1 && text.length <= 120,
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  phone: isMobileNumber,
  line1: (text) => text.length >= 1 && text.length <= 200,
  line2: (text) => text.length <= 200,
  city: (text) => text.length >= 1 && text.length <= 100,
  stateCode: isStateCode,
  postalCode: isPinCode,
};

const contactFields: readonly TextField[] = ['name', 'email', 'phone'];

/** The fields that cannot stay as they are. Who collects the goods needs no address. */
export function checkForm(form: CheckoutForm): FieldErrors {
  const asked = form.deliveryMethod === 'pickup' ? contactFields : textFields;
  return Object.fromEntries(asked.filter((field) => !rules[field](form[field])).map((field) => [field, true]));
}

/** The API names `contact.email`; the form knows it as `email`. Paths of other things are left out. */
export function fieldErrorsOf(errors: readonly { path: string }[]): FieldErrors {
  const names = errors.map(({ path }) => path.split('.').at(-1));
  return Object.fromEntries(textFields.filter((field) => names.includes(field)).map((field) => [field, true]));
}

/** A box left empty is no answer: it goes into no ledger and takes no earlier consent back. */
const yesToOffers = { purpose: 'marketing', given: true } as const;

/** `collectFrom` is the address of the store that serves the cart: the place of a sale that is collected. */
export function checkoutInput(
  form: CheckoutForm,
  language: Language,
  collectFrom: CheckoutInput['shippingAddress'] | undefined,
): CheckoutInput {
  const { name, email, phone, line1, line2, city, postalCode, deliveryMethod } = form;
  // checkForm has looked at it for a delivery, and a sale that is collected does not use it.
  const stateCode = form.stateCode as StateCode;
  const typed = { line1, ...(line2 && { line2 }), city, stateCode, postalCode, country: 'IN' } as const;
  return {
    contact: { name, email, phone },
    shippingAddress: deliveryMethod === 'pickup' ? (collectFrom ?? typed) : typed,
    deliveryMethod,
    paymentMethod: form.paymentMethod,
    vouchers: form.giftCards.map((code) => ({ code })),
    storeCredit: form.storeCredit,
    consents: [
      ...(form.offersByEmail ? [{ channel: 'email' as const, ...yesToOffers }] : []),
      ...(form.offersByWhatsapp ? [{ channel: 'whatsapp' as const, ...yesToOffers }] : []),
    ],
    language,
  };
}
