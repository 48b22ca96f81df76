import type { Language } from '../features/i18n/language.ts';
import { type Answer, requestApi } from './request.ts';
import type { Cart, CheckoutInput, OpenedCart, Order, PlacedOrder } from './views.ts';

/** Whose cart it is: the token is the only proof, so it travels in a header and is never part of an address. */
export type CartKey = { id: string; token: string };

const cartPath = (key: CartKey, rest = '') => `/v1/carts/${encodeURIComponent(key.id)}${rest}`;
const proof = (key: CartKey) => ({ 'x-cart-token': key.token });

export const openCart = (language: Language): Promise<Answer<OpenedCart>> =>
  requestApi('/v1/carts', { method: 'POST', body: { language } });

export const getCart = (key: CartKey): Promise<Answer<Cart>> => requestApi(cartPath(key), { headers: proof(key) });

export const addLine = (key: CartKey, line: { variantId: string; quantity: number }): Promise<Answer<Cart>> =>
  requestApi(cartPath(key, '/lines'), { method: 'POST', headers: proof(key), body: line });

export const setLineQuantity = (key: CartKey, lineId: string, quantity: number): Promise<Answer<Cart>> =>
  requestApi(cartPath(key, `/lines/${encodeURIComponent(lineId)}`), {
    method: 'PATCH',
    headers: proof(key),
    body: { quantity },
  });

export const removeLine = (key: CartKey, lineId: string): Promise<Answer<Cart>> =>
  requestApi(cartPath(key, `/lines/${encodeURIComponent(lineId)}`), { method: 'DELETE', headers: proof(key) });

/** Places the order. The same `idempotencyKey` with the same input gives the same order again, never a second one. */
export const placeOrder = (key: CartKey, input: CheckoutInput, idempotencyKey: string): Promise<Answer<PlacedOrder>> =>
  requestApi(cartPath(key, '/checkout'), {
    method: 'POST',
    headers: { ...proof(key), 'idempotency-key': idempotencyKey },
    body: input,
  });

export const getOrder = (id: string, token: string): Promise<Answer<Order>> =>
  requestApi(`/v1/orders/${encodeURIComponent(id)}`, { headers: { 'x-order-token': token } });
