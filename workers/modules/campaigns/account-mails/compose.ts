import type { ShopFace } from '#platform/context';
import { composeLetter } from '../letter/compose-letter.ts';
import type { MessageContent } from '../message-content.ts';
import { type AccountMailKind, phrasesFor } from './phrases.ts';

export interface AccountMailFacts {
  kind: AccountMailKind;
  language: string;
  /** Empty greets nobody by name. */
  name: string;
  /** Path and query of the page that the button opens, in the storefront. */
  path?: string;
  /** What is told of where it happened. */
  seen?: { device: string; place: string; at: Date };
}

/** Where the shop is, so that a time in a mail is the reader's. */
const TIME_ZONE = 'Asia/Kolkata';

function seenLines({ language, seen }: AccountMailFacts): string[] {
  if (seen === undefined) return [];
  const phrases = phrasesFor(language);
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: TIME_ZONE } as const;
  const lines = [
    [phrases.device, seen.device],
    [phrases.place, seen.place],
    [phrases.time, new Intl.DateTimeFormat(phrases.locale, format).format(seen.at)],
  ];
  return lines.filter(([, value]) => value !== '').map(([label, value]) => `${label}: ${value}`);
}

/** A mail about an account, in the language of its person: as text, and as HTML that loads nothing. */
export function composeAccountMail(facts: AccountMailFacts, shop: ShopFace): MessageContent {
  const { kind, language, name, path } = facts;
  const phrases = phrasesFor(language);
  const { subject, heading, text, action = '', note } = phrases.mails[kind];
  const prefix = language.toLowerCase().startsWith('hi') ? '/hi' : '';
  return composeLetter(
    {
      language,
      title: subject,
      heading,
      paragraphs: [name === '' ? phrases.someone : phrases.greeting(name), text, ...seenLines(facts)],
      ...(path !== undefined && { action: { label: action, url: `${shop.url}${prefix}${path}` } }),
      note,
    },
    shop,
  );
}
