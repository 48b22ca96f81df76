import type { AstroCookies } from 'astro';

const offersCookie = 'offers-asked';
const keptSeconds = 86_400;

/**
 * A consent belongs to an account, and there is none before its address is proved. Until then the ticked box waits in this
 * browser; a proof that is opened elsewhere leaves it out, and asks nobody to take back what was never given.
 */
export function rememberOffers(cookies: AstroCookies, url: URL): void {
  const secure = url.protocol === 'https:';
  cookies.set(offersCookie, '1', { path: '/', sameSite: 'lax', httpOnly: true, secure, maxAge: keptSeconds });
}

/** Whether the box was ticked in this browser; asked once. */
export function takeOffers(cookies: AstroCookies): boolean {
  const asked = cookies.get(offersCookie)?.value === '1';
  if (asked) cookies.delete(offersCookie, { path: '/' });
  return asked;
}
