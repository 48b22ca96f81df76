import * as z from 'zod';
import { AppError } from '#platform/errors';

const Token = z.string().max(100).optional();

export const CartHeaders = z.object({
  'x-cart-token': Token.meta({ description: 'The `token` that the cart was opened with' }),
});
export const OrderHeaders = z.object({
  'x-order-token': Token.meta({ description: 'The `orderToken` that the order was placed with' }),
});

/** A cart without its token is nobody's. */
export function requireToken(token: string | undefined, header: 'x-cart-token'): string {
  if (token === undefined || token === '') throw new AppError('unauthenticated', `Send the ${header} header.`);
  return token;
}
