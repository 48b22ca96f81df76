import { describe, expect, it } from 'vitest';
import { cartCountOf } from './cart-count.ts';

describe('cartCountOf', () => {
  it('finds the count among other cookies', () => {
    expect(cartCountOf('a=1; cart_count=12; b=2')).toBe(12);
  });

  it('counts nothing where there is no plain number', () => {
    for (const cookies of ['', 'xcart_count=3', 'cart_count=<b>', 'cart_count=123456'])
      expect(cartCountOf(cookies)).toBe(0);
  });
});
