import { type Language, withLanguage } from '../i18n/language.ts';
import { RenewedElsewhere, SignedOut, StepUpNeeded } from './session.ts';

const triedCookie = 'session-tried';
const TRIED_SECONDS = 15;
/** All of it has to fit into the ten seconds in which a used refresh token is no theft. */
const MAX_TRIES = 4;
/** The other tab's page, and with it the new cookies, should be there by then. */
const PAUSE_MS = 500;

/**
 * Where a visitor goes whose session is over, was renewed by another tab, or wants its second factor; undefined for any
 * other error. A page that was asked for too often already goes to sign-in instead of round and round.
 */
export async function answerSessionError(
  error: unknown,
  request: Request,
  language: Language,
  wait: (ms: number) => Promise<void>,
): Promise<Response | undefined> {
  const url = new URL(request.url);
  const here = withLanguage(language, url.pathname) + url.search;
  const to = (path: string) => redirect(303, `${withLanguage(language, path)}?next=${encodeURIComponent(here)}`);
  if (error instanceof StepUpNeeded) return to('/step-up');
  if (error instanceof SignedOut) return to('/sign-in');
  if (!(error instanceof RenewedElsewhere)) return undefined;
  const tried = triesOf(request) + 1;
  if (tried > MAX_TRIES) return to('/sign-in');
  await wait(PAUSE_MS);
  // 307 sends a form again as it was; the browser brings its new cookies with it.
  const again = redirect(request.method === 'POST' ? 307 : 303, here);
  again.headers.append(
    'set-cookie',
    `${triedCookie}=${tried}; Path=/; Max-Age=${TRIED_SECONDS}; HttpOnly; SameSite=Lax`,
  );
  return again;
}

function triesOf(request: Request): number {
  const found = new RegExp(`(?:^|;\\s*)${triedCookie}=(\\d)`).exec(request.headers.get('cookie') ?? '');
  return Number(found?.[1] ?? 0);
}

const redirect = (status: number, location: string) =>
  new Response(null, { status, headers: { location, 'cache-control': 'private, no-store' } });
