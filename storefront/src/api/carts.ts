import type { Language } from '../features/i18n/language.ts';
import type { Session } from '../features/session/session.ts';
import { type Answer, answerOf } from './answer.ts';
import { api } from './client.ts';
import type { Cart, CheckoutInput, OpenedCart, Order, PlacedOrder } from './views.ts';

/** Whose cart it is: the token is the only proof, so it travels in a header and is never part of an address. */
export type CartKey = { id: string; token: string };

const cart = ({ id, token }: CartKey) => ({ path: { cartId: id }, header: { 'x-cart-token': token } });
const cartLine = ({ id, token }: CartKey, lineId: string) => ({
  path: { cartId: id, lineId },
  header: { 'x-cart-token': token },
});

export const openCart = (language: Language): Promise<Answer<OpenedCart>> =>
  answerOf(api.POST('/v1/carts', { body: { language } }));

export const getCart = (key: CartKey): Promise<Answer<Cart>> =>
  answerOf(api.GET('/v1/carts/{cartId}', { params: cart(key) }));

export const addLine = (key: CartKey, line: { variantId: string; quantity: number }): Promise<Answer<Cart>> =>
  answerOf(api.POST('/v1/carts/{cartId}/lines', { params: cart(key), body: line }));

export const setLineQuantity = (key: CartKey, lineId: string, quantity: number): Promise<Answer<Cart>> =>
  answerOf(api.PATCH('/v1/carts/{cartId}/lines/{lineId}', { params: cartLine(key, lineId), body: { quantity } }));

export const removeLine = (key: CartKey, lineId: string): Promise<Answer<Cart>> =>
  answerOf(api.DELETE('/v1/carts/{cartId}/lines/{lineId}', { params: cartLine(key, lineId) }));

/**
 * Places the order, for the account where somebody is signed in. The same `idempotencyKey` with the same input gives the same order again, never a
 * second one.
 */
export function placeOrder(
  session: Session,
  { id, token }: CartKey,
  body: CheckoutInput,
  idempotencyKey: string,
): Promise<Answer<PlacedOrder>> {
  const headers = { 'x-cart-token': token, 'idempotency-key': idempotencyKey };
  return session.ask({ method: 'POST', path: `/v1/carts/${encodeURIComponent(id)}/checkout`, body, headers });
}

export const getOrder = (orderId: string, token: string): Promise<Answer<Order>> =>
  answerOf(api.GET('/v1/orders/{orderId}', { params: { path: { orderId }, header: { 'x-order-token': token } } }));
