import type { Language } from './language.ts';

type Message = string | ((...values: never[]) => string);

/** The shape of a translation: the same keys, the same arguments, other words. A missing key does not compile. */
type Translated<Words extends Record<string, Message>> = {
  readonly [Key in keyof Words]: Words[Key] extends string ? string : Words[Key];
};

/** Binds a feature's English words to their Hindi ones. Call the result with a language to read them. */
export function defineMessages<const Words extends Record<string, Message>>(
  english: Words,
  hindi: Translated<Words>,
): (language: Language) => Translated<Words> {
  const byLanguage: Record<Language, Translated<Words>> = { en: english as Translated<Words>, hi: hindi };
  return (language) => byLanguage[language];
}
