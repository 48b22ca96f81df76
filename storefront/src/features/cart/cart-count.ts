/** The one cookie that scripts may read: how many pieces are in the cart, for the badge in the page's head. */
export const cartCountCookie = 'cart_count';

/** Zero for anything that is not a plain count, since anybody can write a cookie. */
export function cartCountOf(cookies: string): number {
  const match = /(?:^|;\s*)cart_count=(\d{1,4})(?:;|$)/.exec(cookies);
  return match ? Number(match[1]) : 0;
}
