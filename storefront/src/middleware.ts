import { defineMiddleware } from 'astro:middleware';
import { env } from 'cloudflare:workers';
import { ApiUnavailable } from './api/answer.ts';
import { isSampleCompany } from './api/sample-company.ts';
import { languageHeader, parseLanguage } from './features/i18n/language.ts';
import { applySecurityHeaders } from './features/seo/security-headers.ts';
import { answerSessionError } from './features/session/answer-session-errors.ts';
import { Session } from './features/session/session.ts';

const retryAfterSeconds = '5';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export const onRequest = defineMiddleware(async (context, next) => {
  context.locals.language = parseLanguage(context.request.headers.get(languageHeader));
  // Not awaited here: it is read while the page reads its own, and never rejects.
  context.locals.sampleCompany = isSampleCompany();
  const { request, url } = context;
  const session = new Session({ request, url, send: (call) => env.API.fetch(call) });
  context.locals.session = session;
  const response = await next().catch(async (error: unknown) => {
    const elsewhere = await answerSessionError(error, request, context.locals.language, pause);
    if (elsewhere) return elsewhere;
    if (!(error instanceof ApiUnavailable) || context.url.pathname === '/unavailable') throw error;
    console.error(error);
    return context.rewrite('/unavailable');
  });
  if (response.status === 503) response.headers.set('retry-after', retryAfterSeconds);
  // Private until a page says otherwise: forgetting to say it must never put one visitor's page into the cache.
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
  for (const cookie of session.jar.setCookies) response.headers.append('set-cookie', cookie);
  applySecurityHeaders(response.headers);
  return response;
});
