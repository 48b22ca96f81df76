import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import type { ErrorCode } from '#platform/errors';
import type { StoredAnswer } from '#platform/objects';

export const CheckoutHeaders = z.object({ 'idempotency-key': IdempotencyKey });

/** How an order that others draw up can fail: as a checkout does, and by what it is made of. */
export const placingErrors: readonly ErrorCode[] = [
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'expired',
  'illegal_transition',
  'out_of_stock',
  'licence_lapsed',
  'price_changed',
  'in_progress',
  'idempotency_mismatch',
];

export const placingExample = {
  contact: { name: 'Asha Kulkarni', email: 'asha@example.com', phone: '+919820012345' },
  shippingAddress: { line1: '12 Tilak Road', city: 'Pune', stateCode: '27', postalCode: '411030', country: 'IN' },
  deliveryMethod: 'pickup',
  paymentMethod: 'cod',
  consents: [],
};

/** The stored bytes go out as they are: a replay must not differ in a single one. */
export const storedAnswer = ({ status, contentType, body }: StoredAnswer): Response =>
  new Response(body, { status, headers: { 'content-type': contentType, 'cache-control': 'private, no-store' } });
