import { describe, expect, it } from 'vitest';
import type { Problem } from '../../api/views.ts';
import { formMessages } from './form-messages.ts';
import { refusedBy, refusedFields } from './refused.ts';

const problem = (code: string, status: number, paths: string[] = []) =>
  ({ code, status, detail: 'In English', errors: paths.map((path) => ({ path, message: 'In English' })) }) as Problem;
const words = { email: 'Write an address.', password: 'Write a password.' };

describe('a refused form', () => {
  it('names the fields that the API names, in its own words and order', () => {
    const refused = refusedBy(problem('invalid_input', 400, ['password', 'contact.email']), 'en', words);
    expect(refused).toEqual({ status: 400, said: undefined, fields: words });
  });

  it('says what the code means where no field is named, in the visitor’s language', () => {
    expect(refusedBy(problem('rate_limited', 429), 'hi', words).said).toBe(formMessages('hi').rateLimited);
    expect(refusedBy(problem('licence_lapsed', 409), 'en').said).toBe(formMessages('en').refused);
  });

  it('prefers what this form says of a code', () => {
    expect(refusedBy(problem('unauthenticated', 401), 'en', words, { unauthenticated: 'Not these two.' }).said).toBe(
      'Not these two.',
    );
  });

  it('never repeats the API’s English', () => {
    expect(JSON.stringify(refusedBy(problem('invalid_input', 400, ['email']), 'hi', words))).not.toContain(
      'In English',
    );
  });

  it('names what breaks a rule, and nothing when nothing does', () => {
    expect(refusedFields(words, { email: false, password: true })?.fields).toEqual({ email: words.email });
    expect(refusedFields(words, { email: true, password: true })).toBeUndefined();
  });
});
