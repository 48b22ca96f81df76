import { createSignal } from 'solid-js';
import { english, hindi, type Words } from './words.ts';

const languages = ['en', 'hi'] as const;
export type Language = (typeof languages)[number];

const place = 'tincture.language';
const tables: Record<Language, Words> = { en: english, hi: hindi };

const remembered = localStorage.getItem(place);
const [language, setLanguage] = createSignal<Language>(languages.find((one) => one === remembered) ?? 'en');

export { language };

export function speak(chosen: Language): void {
  localStorage.setItem(place, chosen);
  setLanguage(chosen);
  document.documentElement.lang = chosen;
}
document.documentElement.lang = language();

/** The words of the chosen language; read inside a component, it follows the choice. */
export const words = (): Words => tables[language()];

export const locale = (): string => (language() === 'hi' ? 'hi-IN' : 'en-IN');
