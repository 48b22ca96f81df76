import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#platform/errors';
import { hashPassword, isOutdated, isPassword } from './hash-password.ts';
import { checkPassword } from './password-policy.ts';

const owner = { name: 'Asha Kulkarni', email: 'asha.kulkarni@example.com' };

function verdict(password: string): string {
  try {
    checkPassword(password, owner);
    return 'good';
  } catch (error) {
    return error instanceof AppError ? error.message : String(error);
  }
}

describe('a password', () => {
  it.each([
    'correct horse battery staple',
    'sample-owner-passphrase',
    'my cat ate 3 remedies',
    'पाँच मीठी गोलियाँ',
    '🐈🐕🐎🐖🐑🐐🐓🦆🦉🐝',
    'Xk2#9qLm!v',
  ])('such as "%s" is taken', (password) => {
    expect(verdict(password)).toBe('good');
  });

  it.each([
    'password1234',
    'Passw0rd!2024',
    'P@ssword123',
    'iloveyou1234',
    'Welcome@2025',
    'jaishriram108',
    'homeopathy2026',
    'qwertyuiop',
    '0987654321',
    '1q2w3e4r5t6y',
    'aaaaaaaaaaaa',
    'abababababab',
    'abcabcabcabc',
    'passwordpassword',
    'qwerty123456',
  ])('such as "%s" is too common', (password) => {
    expect(verdict(password)).toMatch(/among the first/);
  });

  it.each(['Asha Kulkarni', 'asha.kulkarni@example.com', 'asha-kulkarni', 'AshaKulkarni1990'])(
    'such as "%s" is its owner’s name or address',
    (password) => {
      expect(verdict(password)).toMatch(/your name or address/);
    },
  );

  it('is as long as its characters are many, not its bytes', () => {
    expect(verdict('ऋऌऍऎएऐऑऒओ')).toMatch(/10 characters or more/);
    expect(verdict('🐈🐕🐎🐖🐑🐐🐓🦆🦉')).toMatch(/10 characters or more/);
    expect(verdict('a long one '.repeat(12))).toMatch(/128 characters or fewer/);
  });

  it('is never repeated in what is said about it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, maxLength: 200, unit: 'grapheme' }), (password) => {
        const said = verdict(password);
        return said === 'good' || said.startsWith('Use ') || said.startsWith('This password is among');
      }),
    );
  });
});

describe('the hash of a password', () => {
  it('opens with the password alone, and two of one password differ', async () => {
    const [first, second] = [await hashPassword('seven brown remedies'), await hashPassword('seven brown remedies')];
    expect(first).toMatch(/^scrypt\$16384\$16\$1\$/);
    expect(first).not.toBe(second);
    expect(await isPassword('seven brown remedies', first)).toBe(true);
    expect(await isPassword('Seven brown remedies', first)).toBe(false);
    expect(await isPassword('seven brown remedies', null)).toBe(false);
  });

  it('keeps its cost: an older one still opens and is known to be outdated', async () => {
    const { scryptSync } = await import('node:crypto');
    const salt = Buffer.from('a salt of sixteen');
    const key = scryptSync('seven brown remedies', salt, 64, { N: 1024, r: 8, p: 1 });
    const old = ['scrypt', 1024, 8, 1, salt.toString('base64url'), key.toString('base64url')].join('$');
    expect(await isPassword('seven brown remedies', old)).toBe(true);
    expect(isOutdated(old)).toBe(true);
    expect(isOutdated(await hashPassword('x'))).toBe(false);
  });
});
