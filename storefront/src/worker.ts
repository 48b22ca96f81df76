import { handle } from '@astrojs/cloudflare/handler';
import { languageHeader, splitLanguage } from './features/i18n/language.ts';

/** One address a page: without a slash at its end. Built from the parts of the path, so it never leads to another host. */
function withoutSlash({ pathname, search }: URL): Response | undefined {
  if (pathname === '/' || !pathname.endsWith('/')) return undefined;
  const parts = pathname.split('/').filter((part) => part !== '');
  return new Response(null, { status: 308, headers: { location: `/${parts.join('/')}${search}` } });
}

/** Takes the language off the path before Astro routes it, so that every page exists once and speaks all languages. */
export default {
  fetch(request, env, context) {
    const url = new URL(request.url);
    const redirect = withoutSlash(url);
    if (redirect) return redirect;
    const { language, pathname } = splitLanguage(url.pathname);
    url.pathname = pathname;
    const inner = new Request(url, request as Request<unknown, IncomingRequestCfProperties>);
    inner.headers.set(languageHeader, language);
    return handle(inner, env, context);
  },
} satisfies ExportedHandler<Cloudflare.Env>;
