import type { ShopFace } from '#platform/context';
import type { MessageContent } from '../message-content.ts';
import { html, type SafeHtml } from '../order-confirmation/html.ts';
import { mailStyles } from '../order-confirmation/mail-styles.ts';

/** A message of a few sentences and at most one thing to do, such as an invitation. */
export interface Letter {
  language: string;
  title: string;
  heading: string;
  paragraphs: readonly string[];
  action?: { label: string; url: string };
  /** What stands small at the end. */
  note: string;
}

const localeOf = (language: string): string => (language.toLowerCase().startsWith('hi') ? 'hi-IN' : 'en-IN');

/** The letter as text and as HTML with nothing to load. Every value is escaped. */
export function composeLetter(letter: Letter, shop: ShopFace): MessageContent {
  return { title: letter.title, bodyText: textOf(letter, shop), bodyHtml: htmlOf(letter, shop).markup };
}

const textOf = ({ paragraphs, action, note }: Letter, shop: ShopFace): string =>
  [
    ...paragraphs.flatMap((paragraph) => [paragraph, '']),
    ...(action === undefined ? [] : [`${action.label}: ${action.url}`, '']),
    note,
    '',
    shop.name,
    '',
  ].join('\n');

function htmlOf(letter: Letter, shop: ShopFace): SafeHtml {
  const { language, title, heading, paragraphs, action, note } = letter;
  const button =
    action === undefined ? html`` : html`<p class="act"><a class="button" href="${action.url}">${action.label}</a></p>`;
  return html`<!doctype html>
<html lang="${localeOf(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${title}</title>${mailStyles}</head>
<body><div class="preview">${paragraphs[0] ?? ''}</div>
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table class="sheet" role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td>
  <p class="brand">${shop.name}</p>
  <h1>${heading}</h1>
  ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
  ${button}
  <p class="note foot">${note}</p>
</td></tr></table></td></tr></table></body></html>`;
}
