import type { PlaceOrderRequest } from '#platform/objects';

/** A buyer in Pune who pays at the door. */
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
  returnUrl: 'https://shop.example/checkout/paid',
  statement: 'Tincture',
  sealed: { contact: 'sealed contact', shippingAddress: 'sealed address', emailIndex: 'e', phoneIndex: 'p' },
};
