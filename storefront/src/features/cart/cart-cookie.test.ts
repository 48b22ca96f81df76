import type { AstroCookies } from 'astro';
import { expect, it } from 'vitest';
import { forgetCart, readCartKey, rememberCart } from './cart-cookie.ts';

function jar() {
  const kept = new Map<string, string>();
  const options: Record<string, unknown>[] = [];
  const cookies = {
    get: (name: string) => (kept.has(name) ? { value: kept.get(name) } : undefined),
    set(name: string, value: string, given: Record<string, unknown>) {
      kept.set(name, value);
      options.push(given);
    },
    delete: (name: string) => kept.delete(name),
  } as unknown as AstroCookies;
  return { kept, options, cookies };
}

const key = { id: 'c1', token: 't1' };

it('keeps a cart behind a name that no other host can set, wherever the connection is secure', () => {
  const { kept, options, cookies } = jar();
  const url = new URL('https://shop.example/cart');
  kept.set('cart', 'planted.token');
  expect(readCartKey(cookies, url)).toBeUndefined();
  rememberCart(cookies, url, key);
  expect(readCartKey(cookies, url)).toEqual(key);
  expect(kept.has('__Host-cart')).toBe(true);
  expect(options).toMatchObject([{ path: '/', secure: true, httpOnly: true, sameSite: 'lax' }]);
  forgetCart(cookies, url);
  expect(readCartKey(cookies, url)).toBeUndefined();
});

it('also keeps it on plain http, for a shop on one machine', () => {
  const { cookies } = jar();
  const url = new URL('http://localhost:8787/cart');
  rememberCart(cookies, url, key);
  expect(readCartKey(cookies, url)).toEqual(key);
});
