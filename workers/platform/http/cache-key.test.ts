import { describe, expect, it } from 'vitest';
import { cacheKey } from './cache-key.ts';

describe('cacheKey', () => {
  it.each([
    ['https://shop.example/v1/products', '/v1/products'],
    ['http://127.0.0.1:8787/v1/products?limit=5', '/v1/products?limit=5'],
    ['https://shop.example/v1/products?', '/v1/products'],
    ['https://shop.example/a?b=2&a=1', '/a?a=1&b=2'],
    ['https://shop.example/a?b=2&&a=1&', '/a?a=1&b=2'],
    ['https://shop.example/a?b=1#top', '/a?b=1'],
    ['https://shop.example', '/'],
  ])('%s is %s', (url, key) => expect(cacheKey(url)).toBe(key));

  it('leaves the order of a repeated parameter alone', () => {
    expect(cacheKey('https://x/a?b=2&a=9&b=1')).toBe('/a?a=9&b=2&b=1');
    expect(cacheKey('https://x/a?b=1&b=2')).not.toBe(cacheKey('https://x/a?b=2&b=1'));
  });
});
