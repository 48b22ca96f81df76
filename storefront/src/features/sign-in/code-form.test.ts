import { describe, expect, it } from 'vitest';
import { looksLikeCode, readCode } from './code-form.ts';

const read = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return readCode(data);
};

describe('a code that somebody typed', () => {
  it.each(['123456', '123 456', ' 123-456 '])('is six digits of the app, however it is spaced: %j', (code) => {
    expect(read({ code })).toEqual({ method: 'totp', code: '123456' });
  });

  it('is a kept one only when the form says so, and keeps its dashes', () => {
    expect(read({ method: 'recovery_code', code: ' abcd-efgh ' })).toEqual({
      method: 'recovery_code',
      code: 'abcd-efgh',
    });
    expect(read({ method: 'passkey', code: '1' }).method).toBe('totp');
  });

  it.each(['', '12345', '1234567', 'abcdef'])('is told at once to be none of the app: %j', (code) => {
    expect(looksLikeCode(read({ code }))).toBe(false);
  });
});
