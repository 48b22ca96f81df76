import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMime } from './build-mime.ts';
import { type Mail, UnsendableMail } from './mail.ts';
import { parseMime } from './parse-mime.test-support.ts';

const anyMail: Mail = {
  id: '0198a000-0000-7000-8000-000000000001',
  from: { name: 'Tincture', address: 'orders@tincture.example' },
  to: { name: 'Asha Rao', address: 'asha@example.com' },
  subject: 'Your order PUN/26-27/000001',
  text: 'Thank you.\nTotal ₹125.50',
  html: '<p>Thank you.</p>',
  language: 'en',
  date: new Date('2026-11-22T12:00:00Z'),
};
/** Text as strangers send it: line ends, tabs, NUL, half surrogates, header-like and boundary-like pieces. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '\r\nBcc: x@evil.example',
        '\n\n<script>',
        '\r',
        '\u0000',
        '\ud800',
        '=?UTF-8?Q?x?=',
        '\r\n--=_',
        'आपका ऑर्डर',
        '.',
        ' \t ',
      ),
      fc.string({ minLength: 60, maxLength: 200 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const oneLine = (text: string) =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();

describe('buildMime', () => {
  it('writes the headers a mail server wants', () => {
    const { headers } = parseMime(buildMime(anyMail));
    expect(headers).toMatchObject({
      from: '"Tincture" <orders@tincture.example>',
      to: '"Asha Rao" <asha@example.com>',
      subject: 'Your order PUN/26-27/000001',
      date: 'Sun, 22 Nov 2026 12:00:00 +0000',
      'message-id': '<0198a000-0000-7000-8000-000000000001@tincture.example>',
      'mime-version': '1.0',
      'auto-submitted': 'auto-generated',
    });
  });

  it('gives the same bytes for every attempt, so that a repetition can be recognised', () => {
    expect(buildMime(anyMail)).toBe(buildMime({ ...anyMail }));
  });

  it('reads back as what went in, for any subject, name and bodies', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, hostileText, (subject, name, text, html) => {
        const parsed = parseMime(
          buildMime({ ...anyMail, subject, to: { name, address: 'a@example.com' }, text, html }),
        );
        expect(parsed.headers.subject?.replaceAll(/ +/g, ' ')).toBe(oneLine(subject));
        expect(parsed.parts.map((part) => part.mediaType)).toEqual(['text/plain', 'text/html']);
        const crlf = (body: string) => body.toWellFormed().replaceAll(/\r\n|\r|\n/g, '\r\n');
        expect(parsed.parts.map((part) => part.body)).toEqual([crlf(text), crlf(html)]);
      }),
    );
  });

  it('lets nothing add a header, and keeps every line short and in ASCII', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (subject, name, text) => {
        const raw = buildMime({ ...anyMail, subject, to: { name, address: 'a@example.com' }, text });
        const lines = raw.split('\r\n');
        expect(lines.every((line) => line.length <= 76 && /^[\t -~]*$/.test(line))).toBe(true);
        const names = lines.slice(0, lines.indexOf('')).filter((line) => !line.startsWith(' '));
        expect(names.map((line) => line.split(':')[0])).toEqual([
          'From',
          'To',
          'Subject',
          'Date',
          'Message-ID',
          'MIME-Version',
          'Auto-Submitted',
          'Content-Language',
          'Content-Type',
        ]);
      }),
    );
  });

  it.each([
    'nobody',
    'a@b',
    'a b@example.com',
    'a@example.com\r\nBcc: b@example.com',
    '<a@example.com>',
    'a@example.com, b@example.com',
    'a@@example.com',
    `${'a'.repeat(65)}@example.com`,
    'आशा@example.com',
  ])('refuses the address %j for good', (address) => {
    expect(() => buildMime({ ...anyMail, to: { address } })).toThrow(UnsendableMail);
  });
});
