import type { AstroCookies } from 'astro';
import { getCheckout } from '../../api/carts.ts';
import type { CheckoutStanding } from '../../api/views.ts';
import { forgetCart, readCartKey } from '../cart/cart-cookie.ts';
import { rememberOrderToken } from '../order/order-cookie.ts';
import { forgetForm } from './kept-form.ts';
import { forgetPaying, type Paying, readPaying } from './paying-cookie.ts';
import { rememberPlaced } from './placed-cookie.ts';

/** The checkout that an address names, as this browser may see it; undefined where it holds no key to it. */
export async function readStanding(
  cookies: AstroCookies,
  url: URL,
): Promise<{ paying: Paying; standing: CheckoutStanding } | undefined> {
  const paying = readPaying(cookies, url);
  const answer = paying && (await getCheckout(paying.cart));
  return paying && answer?.ok ? { paying, standing: answer.value } : undefined;
}

/** The cart has become an order: its cookies go, and the one that opens the order comes. `redirect` leads to the order. */
export function afterPaying(
  cookies: AstroCookies,
  url: URL,
  { paying, order, redirect }: { paying: Paying; order: { id: string; orderToken: string }; redirect: Response },
): Response {
  if (readCartKey(cookies, url)?.id === paying.cart.id) forgetCart(cookies, url);
  if (paying.formKey !== '') rememberPlaced(cookies, url, paying.formKey, order.id);
  forgetPaying(cookies, url);
  rememberOrderToken(redirect.headers, url, order.id, order.orderToken);
  forgetForm(redirect.headers, url);
  return redirect;
}
