import type { AstroCookies } from 'astro';
import type { CartKey } from '../../api/carts.ts';
import { cartCountCookie } from './cart-count.ts';

/** Behind `__Host-` only this very host can set it: no page of a subdomain puts its own cart into a visitor's hands. */
const cartCookie = (url: URL): string => (url.protocol === 'https:' ? '__Host-cart' : 'cart');
const cartDays = 30;
const secondsADay = 86_400;

/** The cart's key as its cookie holds it: `<id>.<token>`. Undefined when there is none or it is no key. */
export function readCartKey(cookies: AstroCookies, url: URL): CartKey | undefined {
  const [id, token] = (cookies.get(cartCookie(url))?.value ?? '').split('.');
  return id && token ? { id, token } : undefined;
}

/** `Secure` follows the address, so that the shop also runs on plain http on one machine. */
const options = (url: URL) => ({ path: '/', sameSite: 'lax', secure: url.protocol === 'https:' }) as const;

export function rememberCart(cookies: AstroCookies, url: URL, key: CartKey): void {
  const maxAge = cartDays * secondsADay;
  cookies.set(cartCookie(url), `${key.id}.${key.token}`, { ...options(url), httpOnly: true, maxAge });
}

export function rememberCount(cookies: AstroCookies, url: URL, count: number): void {
  cookies.set(cartCountCookie, String(count), { ...options(url), maxAge: cartDays * secondsADay });
}

export function forgetCart(cookies: AstroCookies, url: URL): void {
  cookies.delete(cartCookie(url), options(url));
  cookies.delete(cartCountCookie, options(url));
}
