import * as z from 'zod';

/** RFC 5321: longer ones cannot be delivered. */
const MAX_EMAIL_LENGTH = 254;

export const EmailAddress = z.email().max(MAX_EMAIL_LENGTH);

/** E.164: a plus, the country and up to fifteen digits; blanks and dashes between them are left out. */
export const PhoneNumber = z
  .string()
  .max(30)
  .transform((text) => text.replaceAll(/[\s()-]/g, ''))
  .pipe(z.string().regex(/^\+\d{8,15}$/, 'Write it with its country, such as +919812345678'));

/** What we write in. */
export const Language = z.enum(['en', 'hi']);
