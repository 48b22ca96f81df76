import type { AstroCookies } from 'astro';
import type { CartKey } from '../../api/carts.ts';
import { readCartKey } from '../cart/cart-cookie.ts';

const payingCookie = (url: URL): string => (url.protocol === 'https:' ? '__Host-paying' : 'paying');
/** Longer than any payment is waited for. */
const payingDays = 7;
const secondsADay = 86_400;

const options = (url: URL) =>
  ({ path: '/', sameSite: 'lax', httpOnly: true, secure: url.protocol === 'https:' }) as const;

/** The cart that waits for its payment, and the form that it was sent with: another tab may open a new cart meanwhile. */
export interface Paying {
  cart: CartKey;
  formKey: string;
}

export function rememberPaying(cookies: AstroCookies, url: URL, { cart, formKey }: Paying): void {
  const maxAge = payingDays * secondsADay;
  cookies.set(payingCookie(url), `${cart.id}.${cart.token}.${formKey}`, { ...options(url), maxAge });
}

export function forgetPaying(cookies: AstroCookies, url: URL): void {
  cookies.delete(payingCookie(url), options(url));
}

/** The key of the cart that an address names, or of the one that was paid for last; undefined where this browser has none. */
export function readPaying(cookies: AstroCookies, url: URL): Paying | undefined {
  const wanted = url.searchParams.get('cart');
  const [id, token, formKey = ''] = (cookies.get(payingCookie(url))?.value ?? '').split('.');
  if (id && token && (wanted === null || wanted === id)) return { cart: { id, token }, formKey };
  const cart = readCartKey(cookies, url);
  return cart && (wanted === null || wanted === cart.id) ? { cart, formKey: '' } : undefined;
}
