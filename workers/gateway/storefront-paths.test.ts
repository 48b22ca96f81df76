import { describe, expect, it } from 'vitest';
import { isPrivatePage } from './storefront-paths.ts';

describe('isPrivatePage', () => {
  it.each(['/cart', '/cart/', '/checkout', '/checkout/done', '/order/1', '/gift-card', '/hi/cart', '/hi/order/1'])(
    '%s is',
    (path) => expect(isPrivatePage(path)).toBe(true),
  );

  it.each([
    '/account',
    '/account/security/second-factor',
    '/hi/account/orders',
    '/sign-up',
    '/sign-in/link',
    '/hi/sign-in',
    '/sign-out',
    '/verify',
    '/forgot',
    '/reset',
    '/step-up',
    '/consent',
  ])('%s is, as it is about one account', (path) => expect(isPrivatePage(path)).toBe(true));

  it.each(['/', '/hi', '/product/cart', '/carts', '/remedies/a', '/hi/product/checkout'])('%s is not', (path) =>
    expect(isPrivatePage(path)).toBe(false),
  );
});
