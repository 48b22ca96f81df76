import { handle } from '@astrojs/cloudflare/handler';
import { languageHeader, splitLanguage } from './features/i18n/language.ts';

/** Takes the language off the path before Astro routes it, so that every page exists once and speaks all languages. */
export default {
  fetch(request, env, context) {
    const url = new URL(request.url);
    const { language, pathname } = splitLanguage(url.pathname);
    url.pathname = pathname;
    const inner = new Request(url, request as Request<unknown, IncomingRequestCfProperties>);
    inner.headers.set(languageHeader, language);
    return handle(inner, env, context);
  },
} satisfies ExportedHandler<Cloudflare.Env>;
