/** The languages the shop speaks. English has no path prefix. */
export const languages = ['en', 'hi'] as const;
export type Language = (typeof languages)[number];

/** Set by our own Worker entry on every request; whatever a visitor sends under this name is overwritten. */
export const languageHeader = 'x-storefront-language';

const locales: Record<Language, string> = { en: 'en-IN', hi: 'hi-IN' };

export function localeOf(language: Language): string {
  return locales[language];
}

export function parseLanguage(value: string | null): Language {
  return languages.find((language) => language === value) ?? 'en';
}

/** `/hi/shop` is Hindi and `/shop`; `/hindi` is English and itself. */
export function splitLanguage(pathname: string): { language: Language; pathname: string } {
  const [, first, ...rest] = pathname.split('/');
  return first === 'hi' ? { language: 'hi', pathname: `/${rest.join('/')}` } : { language: 'en', pathname };
}

/** The language of one name among others, by its script. */
export const languageOfName = (name = ''): Language => (/\p{Script=Devanagari}/u.test(name) ? 'hi' : 'en');

export function withLanguage(language: Language, path: string): string {
  if (language === 'en') return path;
  return path === '/' ? '/hi' : `/hi${path}`;
}
