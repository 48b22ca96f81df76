import { orThrow } from '#platform/errors';
import { uuidv7 } from '#platform/ids';
import type { Allocation, CartState, PlaceOrderRequest, Quote } from '#platform/objects';
import { applyChange, newCart } from './cart.ts';

export const quotedAtMs = Date.parse('2026-11-22T12:00:00.000Z');

/** Ids that count up, so that a test can name what it expects. */
export const idOf = (ordinal: number): string => {
  const random = new Uint8Array(10);
  new DataView(random.buffer).setUint32(6, ordinal);
  return uuidv7(quotedAtMs, random);
};

export const quoteFor = (variantId: string, unitPricePaise: number, rateBasisPoints = 500): Quote => ({
  variantId,
  productId: idOf(900),
  handle: 'arnica-montana-dilution',
  sku: 'ARN-30C-30',
  name: 'Arnica montana',
  potencyLabel: '30C',
  packLabel: '30 ml',
  imageUrl: `/media/label/${variantId}.0.svg`,
  hsn: '30049014',
  rateBasisPoints,
  unitPricePaise,
  mrpPaise: unitPricePaise,
  availability: 'in_stock',
  licensedUntil: '9999-12-31',
});

export const emptyCart = (): CartState =>
  newCart({
    id: idOf(1),
    language: 'en',
    store: { storeId: idOf(2), code: 'PUN', stateCode: '27', timeZone: 'Asia/Kolkata' },
  });

export interface Wish {
  quantity: number;
  unitPricePaise: number;
  rateBasisPoints?: number;
}

/** A cart with one line a wish; the variants are idOf(100), idOf(101) and so on. */
export function cartOf(wishes: readonly Wish[]): CartState {
  return wishes.reduce((cart, { quantity, unitPricePaise, rateBasisPoints }, index) => {
    const variantId = idOf(100 + index);
    const quotes = [...cart.quotes, quoteFor(variantId, unitPricePaise, rateBasisPoints)];
    const change = { kind: 'add', lineId: idOf(500 + index), variantId, quantity } as const;
    return orThrow(applyChange(cart, change, quotes, quotedAtMs));
  }, emptyCart());
}

/** A hold that takes every wanted piece from one batch with an MRP that is no limit. */
export const heldFrom = (cart: CartState): Allocation[] =>
  cart.lines.map(({ variantId, quantity }, index) => ({
    variantId,
    quantity,
    batchId: idOf(700 + index),
    batchNumber: `B${index}`,
    expiresOn: '2027-06-30',
    mrpPaise: 100_000_000,
  }));

export const sampleRequest: PlaceOrderRequest = {
  contact: { name: 'Asha Rao', email: 'asha@example.com', phone: '+919876543210' },
  shippingAddress: { line1: '14 Prabhat Road', city: 'Pune', stateCode: '27', postalCode: '411004', country: 'IN' },
  deliveryMethod: 'standard',
  paymentMethod: 'cod',
  consents: [],
  language: null,
  personId: null,
  vouchers: [],
  takenBy: null,
  creditAccountId: null,
  returnUrl: 'https://shop.example/en/checkout',
  statement: 'Tincture',
  sealed: { contact: 'sealed contact', shippingAddress: 'sealed address', emailIndex: 'e', phoneIndex: 'p' },
};
