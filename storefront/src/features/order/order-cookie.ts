import { languages, withLanguage } from '../i18n/language.ts';

export const orderCookie = 'order';
const orderDays = 90;
const secondsADay = 86_400;

/**
 * Keeps an order's token for its own pages only: one cookie for each language's path, so that it is sent nowhere else and
 * many orders never pile up in one header. The id comes from the address and is checked before it gets into a header.
 */
export function rememberOrderToken(headers: Headers, url: URL, orderId: string, token: string): void {
  if (!/^[\w-]{1,64}$/.test(orderId) || !/^[\w-]{1,200}$/.test(token)) return;
  const secure = url.protocol === 'https:' ? '; Secure' : '';
  for (const language of languages) {
    const path = withLanguage(language, `/order/${orderId}`);
    const maxAge = orderDays * secondsADay;
    headers.append(
      'set-cookie',
      `${orderCookie}=${token}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`,
    );
  }
}
