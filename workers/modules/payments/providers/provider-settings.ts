import * as z from 'zod';
import { type PaymentMethodCode, paymentMethodCodes } from '#platform/payments-door';

/** The variables by which a Worker knows its providers. A provider whose secrets are not set is not offered. */
export interface PaymentVariables {
  STRIPE_SECRET_KEY?: string;
  /** The signing secrets of the call-backs; two for a time, joined by a comma, while one is changed for the next. */
  STRIPE_WEBHOOK_SECRET?: string;
  /** Another address than Stripe's own: the test mode of a shop on one machine. */
  STRIPE_URL?: string;
  RAZORPAY_KEY_ID?: string;
  RAZORPAY_KEY_SECRET?: string;
  RAZORPAY_WEBHOOK_SECRET?: string;
  RAZORPAY_URL?: string;
  /** The virtual payment address that UPI QR codes pay to: `name@bank`. */
  UPI_ID?: string;
  BANK_ACCOUNT_NAME?: string;
  BANK_ACCOUNT_NUMBER?: string;
  BANK_IFSC?: string;
  /** Stands on QR codes as the payee. */
  SHOP_NAME?: string;
  /** Which methods stores take, by store code, `*` for all others: `{"*":["cod","card"],"MUM":["cash"]}`. Absent: all that can be taken. */
  PAYMENT_METHODS?: string;
}

/** More methods or stores than anybody has. */
const MAX_STORES = 1_000;

const OfferSchema = z
  .record(z.string().max(20), z.array(z.enum(paymentMethodCodes)).max(paymentMethodCodes.length))
  .refine((offer) => Object.keys(offer).length <= MAX_STORES, 'Names too many stores');
export type Offer = z.infer<typeof OfferSchema>;

/** What PAYMENT_METHODS says; undefined when it is not set. Throws when it cannot be read: a shop must not offer by mistake. */
function readOffer({ PAYMENT_METHODS: text }: PaymentVariables): Offer | undefined {
  if (text === undefined || text === '') return undefined;
  return OfferSchema.parse(JSON.parse(text));
}

/** Whether PAYMENT_METHODS may be set so: for the check of a Worker's variables. */
export const PaymentMethodsVariable = z
  .string()
  .optional()
  .refine((text) => {
    try {
      readOffer({ ...(text !== undefined && { PAYMENT_METHODS: text }) });
      return true;
    } catch {
      return false;
    }
  }, 'Must be JSON such as {"*":["cod","card"]}');

const isSet = (...values: (string | undefined)[]): boolean =>
  values.every((value) => value !== undefined && value !== '');

export const hasStripe = (variables: PaymentVariables): boolean => isSet(variables.STRIPE_SECRET_KEY);
export const hasRazorpay = (variables: PaymentVariables): boolean =>
  isSet(variables.RAZORPAY_KEY_ID, variables.RAZORPAY_KEY_SECRET);
const hasBank = (variables: PaymentVariables): boolean =>
  isSet(variables.BANK_ACCOUNT_NAME, variables.BANK_ACCOUNT_NUMBER, variables.BANK_IFSC);

/** What each method needs besides the will to take it. */
const canTake: Readonly<Record<PaymentMethodCode, (variables: PaymentVariables) => boolean>> = {
  cod: () => true,
  cash: () => true,
  card: (variables) => hasStripe(variables) || hasRazorpay(variables),
  upi: hasRazorpay,
  netbanking: hasRazorpay,
  upi_qr: (variables) => isSet(variables.UPI_ID),
  bank_transfer: hasBank,
  dealer_credit: () => true,
  gift_card: () => true,
  store_credit: () => true,
};

/** Whether a method could be taken at all, offered or not. */
export const isConfigured = (variables: PaymentVariables, method: PaymentMethodCode): boolean =>
  canTake[method](variables);

/** The methods that a store (by its code; null: any) takes: what the shop wants to take, as far as it can. */
export function methodsOf(variables: PaymentVariables, storeCode: string | null): PaymentMethodCode[] {
  const offer = readOffer(variables);
  const wanted = offer?.[storeCode ?? '*'] ?? offer?.['*'] ?? paymentMethodCodes;
  return paymentMethodCodes.filter((code) => wanted.includes(code) && canTake[code](variables));
}
