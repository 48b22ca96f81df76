import type { Problem } from '../../api/views.ts';
import type { Language } from '../i18n/language.ts';
import { formMessages } from './form-messages.ts';

/** Why a form was not taken: in words of the visitor's language, as a whole and beside each field. */
export interface Refused {
  status: number;
  said?: string | undefined;
  fields: Record<string, string>;
}

/** What a form says of each of its fields, in the order in which they stand. */
export type FieldWords = Record<string, string>;

/** The fields that break a rule which can be told at once; undefined when all are well. */
export function refusedFields(words: FieldWords, rules: Record<string, boolean>): Refused | undefined {
  const wrong = Object.entries(words).filter(([field]) => rules[field] === false);
  return wrong.length === 0 ? undefined : { status: 400, fields: Object.fromEntries(wrong) };
}

/**
 * What the API refused. It names fields as `contact.email` and answers in English, so only the names and the code are
 * taken; `codes` are what this form says of a code before the words that every form has.
 */
export function refusedBy(
  problem: Problem,
  language: Language,
  words: FieldWords = {},
  codes: Partial<Record<string, string>> = {},
): Refused {
  const named = (problem.errors ?? []).map(({ path }) => path.split('.').at(-1) ?? '');
  const fields = Object.entries(words).filter(([field]) => named.includes(field));
  const t = formMessages(language);
  const common: Partial<Record<string, string>> = {
    rate_limited: t.rateLimited,
    expired: t.expired,
    conflict: t.conflict,
    forbidden: t.forbidden,
    not_found: t.notFound,
    unauthenticated: t.unauthenticated,
  };
  const said = codes[problem.code] ?? (fields.length > 0 ? undefined : (common[problem.code] ?? t.refused));
  return { status: problem.status, said, fields: Object.fromEntries(fields) };
}
