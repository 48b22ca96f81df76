import { type Language, withLanguage } from '../i18n/language.ts';
import { RenewedElsewhere, SignedOut, StepUpNeeded } from './session.ts';

const triedCookie = 'session-tried';
const TRIED_SECONDS = 15;

/**
 * Where a visitor goes whose session is over, was renewed by another tab, or wants its second factor; undefined for any
 * other error. A page that was asked for twice already goes to sign-in instead of round and round.
 */
export function answerSessionError(error: unknown, request: Request, language: Language): Response | undefined {
  const url = new URL(request.url);
  const here = withLanguage(language, url.pathname) + url.search;
  const to = (path: string) => redirect(303, `${withLanguage(language, path)}?next=${encodeURIComponent(here)}`);
  if (error instanceof StepUpNeeded) return to('/step-up');
  if (error instanceof SignedOut) return to('/sign-in');
  if (!(error instanceof RenewedElsewhere)) return undefined;
  if ((request.headers.get('cookie') ?? '').includes(`${triedCookie}=`)) return to('/sign-in');
  // 307 sends a form again as it was; the browser brings its new cookies with it.
  const again = redirect(request.method === 'POST' ? 307 : 303, here);
  again.headers.append('set-cookie', `${triedCookie}=1; Path=/; Max-Age=${TRIED_SECONDS}; HttpOnly; SameSite=Lax`);
  return again;
}

const redirect = (status: number, location: string) =>
  new Response(null, { status, headers: { location, 'cache-control': 'private, no-store' } });
