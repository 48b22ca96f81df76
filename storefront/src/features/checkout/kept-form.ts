import { languages, withLanguage } from '../i18n/language.ts';
import { type CheckoutForm, readForm } from './checkout-form.ts';

export const keptFormCookie = 'checkout_form';
/** As long as a payment page stays open, and a little more. */
const keptSeconds = 1800;
/** A browser drops larger cookies. */
const longestCookie = 3500;

const keptFields = ['name', 'email', 'phone', 'line1', 'line2', 'city', 'stateCode', 'postalCode'] as const;

/**
 * Keeps what was typed, in the buyer's own browser and for the checkout alone, so that nobody types it again after a payment
 * that failed. Codes of gift cards and consents are not kept.
 */
export function rememberForm(headers: Headers, url: URL, form: CheckoutForm): void {
  const kept = new URLSearchParams(keptFields.map((field) => [field, form[field]]));
  kept.set('deliveryMethod', form.deliveryMethod);
  kept.set('paymentMethod', form.paymentMethod);
  const value = encodeURIComponent(kept.toString());
  if (value.length <= longestCookie) setEverywhere(headers, url, value, keptSeconds);
}

export const forgetForm = (headers: Headers, url: URL): void => setEverywhere(headers, url, '', 0);

function setEverywhere(headers: Headers, url: URL, value: string, maxAge: number): void {
  const secure = url.protocol === 'https:' ? '; Secure' : '';
  for (const language of languages) {
    const path = withLanguage(language, '/checkout');
    headers.append(
      'set-cookie',
      `${keptFormCookie}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`,
    );
  }
}

/** The form as it was sent before its payment, with a new key; undefined where nothing is kept. */
export function readKeptForm(value: string | undefined): CheckoutForm | undefined {
  if (!value) return undefined;
  const data = new FormData();
  for (const [name, text] of new URLSearchParams(value)) data.set(name, text);
  return readForm(data);
}
