import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { keyedId, requestHash } from './keyed-id.ts';

describe('keyedId', () => {
  it('is a UUID of version 8, the same for the same words', async () => {
    const id = await keyedId('order', 'key-1');
    expect(z.uuid({ version: 'v8' }).safeParse(id).success).toBe(true);
    expect(await keyedId('order', 'key-1')).toBe(id);
  });

  it('differs when a word, their order or where one ends and the next begins differs', async () => {
    const ids = await Promise.all([keyedId('a', 'b'), keyedId('b', 'a'), keyedId('ab'), keyedId('a', 'b', '')]);
    expect(new Set(ids).size).toBe(4);
  });
});

it('tells two requests apart, and knows the same one again', async () => {
  expect(await requestHash({ quantity: 1 })).toBe(await requestHash({ quantity: 1 }));
  expect(await requestHash({ quantity: 1 })).not.toBe(await requestHash({ quantity: 2 }));
});
