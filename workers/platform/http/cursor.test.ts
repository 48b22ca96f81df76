import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AppError } from '../errors.ts';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from './cursor.ts';

const shape = z.tuple([z.literal('name'), z.string().max(200), z.uuid()]);
const id = '019b76da-a800-7cb2-a0c0-eb02f1af4e4d';

describe('cursors', () => {
  it('come back as they went out, in any script, and fit into an address', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 50 }).filter((name) => !name.includes('\u0000')),
        (name) => {
          const cursor = encodeCursor(['name', name, id]);
          expect(CursorParameter.safeParse(cursor).success).toBe(true);
          expect(decodeCursor(cursor, shape)).toEqual(['name', name, id]);
        },
      ),
    );
  });

  it.each([
    'abc',
    '!!!!',
    encodeCursor([]),
    encodeCursor(['price', 'x', id]),
    encodeCursor(['name', 'x', 'no id']),
    encodeCursor(['name', 'a\u0000b', id]),
    encodeCursor(['name', 'a\ud800b', id]),
    encodeCursor(['name', 'a\udfffb', id]),
    btoa('{"a":1}'),
  ])('that this list never gave out are refused: %s', (cursor) => {
    expect(() => decodeCursor(cursor, shape)).toThrow(AppError);
  });
});

describe('limits', () => {
  it.each([
    [undefined, 20],
    ['1', 1],
    ['100', 100],
    [50, 50],
  ])('%s means %s', (given, limit) => expect(LimitParameter.parse(given)).toBe(limit));

  it.each(['0', '101', '-1', '1.5', '', 'ten', '9'.repeat(40)])('%s is refused', (given) => {
    expect(LimitParameter.safeParse(given).success).toBe(false);
  });
});
