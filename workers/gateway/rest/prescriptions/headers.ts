import { UploadKey } from '#modules/prescriptions';
import { CartHeaders, OrderHeaders } from '../orders/tokens.ts';

/** An account needs none of them. */
export const TokenHeaders = CartHeaders.extend(OrderHeaders.shape);
export const UploadHeaders = TokenHeaders.extend({ 'idempotency-key': UploadKey });

export const tokensOf = (headers: { 'x-cart-token'?: string | undefined; 'x-order-token'?: string | undefined }) => ({
  cartToken: headers['x-cart-token'] || undefined,
  orderToken: headers['x-order-token'] || undefined,
});
