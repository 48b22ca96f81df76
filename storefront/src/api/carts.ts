import type { Language } from '../features/i18n/language.ts';
import type { Session } from '../features/session/session.ts';
import { type Answer, answerOf } from './answer.ts';
import { api } from './client.ts';
import type { Cart, CheckoutAnswer, CheckoutInput, CheckoutStanding, OpenedCart } from './views.ts';

/** Whose cart it is: the token is the only proof, so it travels in a header and is never part of an address. */
export type CartKey = { id: string; token: string };

const cart = ({ id, token }: CartKey) => ({ path: { cartId: id }, header: { 'x-cart-token': token } });
const cartLine = ({ id, token }: CartKey, lineId: string) => ({
  path: { cartId: id, lineId },
  header: { 'x-cart-token': token },
});

export const openCart = (language: Language, storeId?: string): Promise<Answer<OpenedCart>> =>
  answerOf(api.POST('/v1/carts', { body: { language, ...(storeId !== undefined && { storeId }) } }));

export const getCart = (key: CartKey): Promise<Answer<Cart>> =>
  answerOf(api.GET('/v1/carts/{cartId}', { params: cart(key) }));

export const addLine = (key: CartKey, line: { variantId: string; quantity: number }): Promise<Answer<Cart>> =>
  answerOf(api.POST('/v1/carts/{cartId}/lines', { params: cart(key), body: line }));

export const setLineQuantity = (key: CartKey, lineId: string, quantity: number): Promise<Answer<Cart>> =>
  answerOf(api.PATCH('/v1/carts/{cartId}/lines/{lineId}', { params: cartLine(key, lineId), body: { quantity } }));

export const removeLine = (key: CartKey, lineId: string): Promise<Answer<Cart>> =>
  answerOf(api.DELETE('/v1/carts/{cartId}/lines/{lineId}', { params: cartLine(key, lineId) }));

const at = ({ id }: CartKey, rest: string) => `/v1/carts/${encodeURIComponent(id)}/${rest}`;

/** Through the session, which says where it comes from: who tries codes by the thousand slows nobody else down. */
export const applyCoupon = (session: Session, key: CartKey, code: string): Promise<Answer<Cart>> =>
  session.ask({ method: 'POST', path: at(key, 'coupons'), body: { code }, headers: { 'x-cart-token': key.token } });

export const removeCoupon = (session: Session, key: CartKey, code: string): Promise<Answer<Cart>> => {
  const path = at(key, `coupons/${encodeURIComponent(code)}`);
  return session.ask({ method: 'DELETE', path, headers: { 'x-cart-token': key.token } });
};

/**
 * Places the order, for the account where somebody is signed in, or begins its payment. The same `idempotencyKey` with the same
 * input gives the same answer again, never a second order.
 */
export function placeOrder(
  session: Session,
  key: CartKey,
  body: CheckoutInput,
  idempotencyKey: string,
): Promise<Answer<CheckoutAnswer>> {
  const headers = { 'x-cart-token': key.token, 'idempotency-key': idempotencyKey };
  return session.ask({ method: 'POST', path: at(key, 'checkout'), body, headers });
}

/** Where a checkout stands, for whoever comes back from paying. */
export const getCheckout = (key: CartKey): Promise<Answer<CheckoutStanding>> =>
  answerOf(api.GET('/v1/carts/{cartId}/checkout', { params: cart(key) }));

/** Gives up the payment that the cart waits for. Where it was paid meanwhile the order stands. */
export const abandonCheckout = (key: CartKey): Promise<Answer<CheckoutStanding>> =>
  answerOf(api.DELETE('/v1/carts/{cartId}/checkout', { params: cart(key) }));
