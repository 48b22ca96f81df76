import { formText } from '../../form-text.ts';
import { type FieldWords, type Refused, refusedFields } from '../forms/refused.ts';
import { type Language, parseLanguage } from '../i18n/language.ts';
import { isLongEnough, leastPasswordLength, looksLikeEmail } from './password-rules.ts';
import { signInMessages } from './sign-in-messages.ts';

export type SignUpForm = {
  name: string;
  email: string;
  password: string;
  language: Language;
  /** A box of its own, empty until somebody ticks it. */
  offers: boolean;
  invitation: string;
};

export function readSignUp(data: FormData): SignUpForm {
  return {
    name: formText(data, 'name').trim(),
    email: formText(data, 'email').trim(),
    password: formText(data, 'password'),
    language: parseLanguage(formText(data, 'language')),
    offers: data.has('offers'),
    invitation: formText(data, 'invitation').trim(),
  };
}

export function signUpWords(language: Language): FieldWords {
  const t = signInMessages(language);
  return { name: t.nameError, email: t.emailError, password: t.newPasswordError(leastPasswordLength) };
}

export function checkSignUp({ name, email, password }: SignUpForm, words: FieldWords): Refused | undefined {
  return refusedFields(words, {
    name: name.length >= 1 && name.length <= 120,
    email: looksLikeEmail(email),
    password: isLongEnough(password),
  });
}
