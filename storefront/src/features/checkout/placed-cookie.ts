import type { AstroCookies } from 'astro';

const placedCookie = 'placed';
const secondsADay = 86_400;

/**
 * Remembers which order a checkout form became. The cart is gone then, so without this a form that is sent again from the
 * history would only say that the cart is empty.
 */
export function rememberPlaced(cookies: AstroCookies, url: URL, key: string, orderId: string): void {
  const options = { path: '/', sameSite: 'lax', httpOnly: true, secure: url.protocol === 'https:' } as const;
  cookies.set(placedCookie, `${key}.${orderId}`, { ...options, maxAge: secondsADay });
}

/** The order that the form with this key became, if this browser placed it. */
export function placedOrderId(cookies: AstroCookies, key: string): string | undefined {
  const [placedKey, orderId] = (cookies.get(placedCookie)?.value ?? '').split('.');
  return placedKey === key ? orderId : undefined;
}
