import type { Language } from '#modules/catalog';
import type { Permitted } from '#platform/context';
import type { SessionCookies } from '../session-cookies.ts';
import type { Loaders } from './loaders.ts';

/** What every resolver gets: the same verbs as a route, and what one request keeps between its fields. */
export interface GraphqlContext {
  verbs: Permitted;
  /** Of the deployed program. */
  version: string;
  /** Of the HTTP request: cookies and the kind of session are told by it, never by arguments. */
  requestHeaders: Headers;
  /** Of the session of whoever asks, and what becomes of them: the same as for a route. */
  cookies: SessionCookies;
  /** Cookies that a handler set by itself. */
  setCookies: string[];
  loaders: Loaders;
  /** The language that a part of the answer was asked for in. */
  languages: WeakMap<object, Language>;
  /** On in tests: an answer that differs from its schema is an error. */
  checkResponses: boolean;
}

/** What comes out of something that was asked for in a language is in that language too. */
export function inheritLanguage<T>(ctx: GraphqlContext, parent: unknown, child: T): T {
  const language = typeof parent === 'object' && parent !== null ? ctx.languages.get(parent) : undefined;
  if (language !== undefined) markLanguage(ctx, child, language);
  return child;
}

export function markLanguage(ctx: GraphqlContext, value: unknown, language: Language): void {
  if (Array.isArray(value)) for (const item of value) markLanguage(ctx, item, language);
  else if (typeof value === 'object' && value !== null) ctx.languages.set(value, language);
}

export const languageOf = (ctx: GraphqlContext, value: object): Language => ctx.languages.get(value) ?? 'en';
