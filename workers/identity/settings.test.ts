import { describe, expect, it } from 'vitest';
import { testPersonalKeys } from '#platform/context.test-support';
import { readSettings } from './settings.ts';

const variables = {
  AUTH_SECRET: 'kJ8sQ2vXw9LmZ4tRb7NcYp3GhD6fUa1E',
  PERSONAL_KEYS: JSON.stringify(testPersonalKeys),
  SHOP_URL: 'http://localhost:8903',
  SHOP_NAME: 'Tincture',
  DATABASE_URL: 'postgresql://localhost/tincture',
  IDENTITY_BINDING: {},
};

describe('the variables of identity', () => {
  it('are taken when they are whole', () => {
    expect(readSettings(variables)).toEqual({
      ok: true,
      settings: { authSecret: variables.AUTH_SECRET, shopUrl: 'http://localhost:8903', shopName: 'Tincture' },
    });
  });

  it.each([
    ['AUTH_SECRET', undefined],
    ['AUTH_SECRET', 'too short'],
    ['AUTH_SECRET', 'change-me-change-me-change-me-change-me'],
    ['AUTH_SECRET', 'better-auth-secret-12345678901234567890'],
    ['AUTH_SECRET', 'a'.repeat(64)],
    ['PERSONAL_KEYS', undefined],
    ['PERSONAL_KEYS', '{"current":"k1"}'],
    ['SHOP_URL', 'https://shop.example/path'],
    ['SHOP_URL', 'http://shop.example'],
    ['SHOP_URL', 'javascript:alert(1)'],
    ['SHOP_URL', 'no address'],
    ['DATABASE_URL', ''],
  ])('are refused with a missing or weak %s, which is named and never shown', (name, value) => {
    const read = readSettings({ ...variables, [name]: value });
    const problems = read.ok ? [] : read.problems;
    expect(new Set(problems.map((problem) => problem.split(':')[0]))).toEqual(new Set([name]));
    if (value) expect(problems.join()).not.toContain(value);
  });
});
