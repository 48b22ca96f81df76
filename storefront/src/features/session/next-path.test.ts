import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPath } from './next-path.ts';

const SHOP = 'https://shop.example';

describe('nextPath', () => {
  it.each(['/account', '/hi/account/orders', '/admin?x=1', '/product/arnica?v=A-30#facts', '/'])(
    'goes to %s',
    (path) => {
      expect(nextPath(path, '/account')).toBe(path);
    },
  );

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    'evil',
    '',
    ' /account',
    `/${'a'.repeat(2100)}`,
  ])('does not follow %j', (path) => {
    expect(nextPath(path, '/account')).toBe('/account');
  });

  it.each(['/sign-in', '/sign-in/link?token=x', '/hi/sign-in', '/sign-out', '/v1/me/export', '/step-up?next=/x'])(
    'does not come back to %s',
    (path) => {
      expect(nextPath(path, '/account')).toBe('/account');
    },
  );

  it('stays on the shop, whatever is asked', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('/', '\\', '.', ':', '@', '\t', '\n', 'a', '%2f', '%5c', '?', '#'),
    });
    fc.assert(
      fc.property(nasty, (text) => new URL(nextPath(`/${text}`, '/account'), SHOP).origin === SHOP),
      { numRuns: 5_000 },
    );
  });
});
