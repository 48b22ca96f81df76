import type { PaymentMethod } from '../../api/views.ts';

/** What a shopper chooses between, in the order in which it is shown. Cash is for the counter, credit for dealers. */
const shopperMethods = [
  'upi',
  'card',
  'netbanking',
  'upi_qr',
  'bank_transfer',
  'cod',
] as const satisfies readonly PaymentMethod[];
export type ShopperMethod = (typeof shopperMethods)[number];

export const isShopperMethod = (text: string): text is ShopperMethod =>
  shopperMethods.some((method) => method === text);

/** Of what a store takes, what this page can offer. */
export const offeredToShoppers = (methods: readonly PaymentMethod[]): ShopperMethod[] =>
  shopperMethods.filter((method) => methods.includes(method));
