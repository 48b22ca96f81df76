import { language, speak, words } from './language.ts';

export function LanguageSwitch() {
  const other = () => (language() === 'en' ? 'hi' : 'en');
  return (
    <button type="button" class="quiet" lang={other()} onClick={() => speak(other())}>
      {words().otherLanguage}
    </button>
  );
}
