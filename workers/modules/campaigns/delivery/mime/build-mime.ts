import { base64Body } from './base64.ts';
import { checkAddress, mailboxHeader, rawHeader, textHeader } from './headers.ts';
import type { Mail } from './mail.ts';
import { quotedPrintable } from './quoted-printable.ts';

/** `Sun, 22 Nov 2026 12:00:00 +0000` (RFC 5322, 3.3). */
const mailDate = (date: Date): string => date.toUTCString().replace('GMT', '+0000');

/** The Message-ID of a mail: the same for every attempt, unique through the mail's own id. */
export function messageIdOf(mail: Pick<Mail, 'id' | 'from'>): string {
  const domain = checkAddress(mail.from.address).split('@')[1];
  return `<${mail.id.replaceAll(/[^A-Za-z0-9.-]/g, '')}@${domain}>`;
}

/** Mostly ASCII stays readable as quoted-printable; for Devanagari base64 is half as long. */
function bodyPart(mediaType: string, text: string): string[] {
  const wellFormed = text.toWellFormed();
  const asciiCount = wellFormed.match(/[\n\r\t -~]/g)?.length ?? 0;
  const isMostlyAscii = asciiCount >= wellFormed.length * 0.8;
  return [
    rawHeader('Content-Type', `${mediaType};`, 'charset=utf-8'),
    rawHeader('Content-Transfer-Encoding', isMostlyAscii ? 'quoted-printable' : 'base64'),
    '',
    isMostlyAscii ? quotedPrintable(wellFormed) : base64Body(wellFormed),
  ];
}

/**
 * A mail in the form that travels (RFC 5322 and 2045): ASCII, CRLF, text and HTML as alternatives.
 * Throws UnsendableMail for an address that cannot be used.
 */
export function buildMime(mail: Mail): string {
  // `=_` can stand neither in quoted-printable nor in base64, so no body can imitate the boundary (RFC 2045, 6.7).
  const boundary = `=_${mail.id.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 60)}`;
  return [
    mailboxHeader('From', mail.from),
    mailboxHeader('To', mail.to),
    textHeader('Subject', mail.subject),
    rawHeader('Date', mailDate(mail.date)),
    rawHeader('Message-ID', messageIdOf(mail)),
    rawHeader('MIME-Version', '1.0'),
    rawHeader('Auto-Submitted', 'auto-generated'),
    rawHeader('Content-Language', mail.language),
    rawHeader('Content-Type', 'multipart/alternative;', `boundary="${boundary}"`),
    '',
    `--${boundary}`,
    ...bodyPart('text/plain', mail.text),
    `--${boundary}`,
    ...bodyPart('text/html', mail.html),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}
