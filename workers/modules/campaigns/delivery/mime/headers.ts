import { base64 } from './base64.ts';
import { type Mailbox, UnsendableMail } from './mail.ts';

/** RFC 5322, 2.1.1 asks for 78; RFC 2047 for 76 where a line holds encoded words. */
const maxLineChars = 76;
/** 52 characters of base64 in 12 of frame: with `Subject: ` before it, an encoded word (RFC 2047) still fits into a line. */
const maxWordBytes = 39;
const encoder = new TextEncoder();

/** What would end a header, or mean nothing in it, becomes a blank: so a value can never start a header of its own. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}

const isPlain = (text: string): boolean => /^[ -~]*$/.test(text) && !text.includes('=?');

function encodedWords(text: string): string[] {
  const words: string[] = [];
  let current = '';
  let bytes = 0;
  for (const character of text) {
    const size = encoder.encode(character).length;
    if (bytes + size > maxWordBytes) {
      words.push(current);
      current = '';
      bytes = 0;
    }
    current += character;
    bytes += size;
  }
  words.push(current);
  return words.map((word) => `=?UTF-8?B?${base64(word)}?=`);
}

/** Joins words with blanks and starts a new line (with a leading blank, RFC 5322, 2.2.3) before one gets too long. */
function fold(name: string, words: readonly string[]): string {
  const lines: string[] = [];
  let current = `${name}:`;
  for (const word of words) {
    if (current.length + 1 + word.length > maxLineChars && current !== `${name}:`) {
      lines.push(current);
      current = '';
    }
    current += ` ${word}`;
  }
  lines.push(current);
  return lines.join('\r\n');
}

/** A header with free text, such as Subject: plain where it is short ASCII, in encoded words (RFC 2047) otherwise. */
export function textHeader(name: string, value: string): string {
  const text = oneLine(value);
  const words = text.split(' ');
  const fits = isPlain(text) && words.every((word) => word.length < maxLineChars - name.length - 2);
  return fold(name, fits ? words.filter((word) => word !== '') : encodedWords(text));
}

/** A header made by this program from known parts: ids, dates, media types. */
export const rawHeader = (name: string, ...words: string[]): string => fold(name, words.map(oneLine));

/** RFC 5321 limits: 64 octets before the @, 255 behind it. Only what every relay takes; no quoted local parts. */
const addressPattern =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

/** Throws UnsendableMail for an address that no mail server would take. */
export function checkAddress(address: string): string {
  const [local = '', domain = ''] = address.split('@');
  if (addressPattern.test(address) && local.length <= 64 && domain.length <= 255) return address;
  throw new UnsendableMail('The address is not one that mail can be sent to');
}

/** A header with one mailbox: `Name <address>`, the name quoted or encoded as it needs. */
export function mailboxHeader(name: string, mailbox: Mailbox): string {
  const address = `<${checkAddress(mailbox.address)}>`;
  const label = oneLine(mailbox.name ?? '');
  if (label === '') return fold(name, [address]);
  const quoted = `"${label.replaceAll(/["\\]/g, '\\$&')}"`;
  const short = isPlain(label) && quoted.length < maxLineChars - name.length - 2;
  return fold(name, [...(short ? [quoted] : encodedWords(label)), address]);
}
