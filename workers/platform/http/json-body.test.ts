import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { parseJson } from './json-body.ts';

const refusal = (text: string): string => {
  try {
    parseJson(text);
  } catch (error) {
    return error instanceof AppError ? error.message : 'another error';
  }
  return 'accepted';
};

describe('parseJson', () => {
  it('reads whatever JSON.stringify writes', () => {
    const plain = fc.jsonValue({ maxDepth: 5 }).filter((value) => !JSON.stringify(value).includes('__proto__'));
    fc.assert(
      fc.property(plain, (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses a name given twice in one object, in any spelling, and allows it in two', () => {
    expect(refusal('{"a":1,"a":2}')).toMatch(/twice/);
    expect(refusal('{"a":1, "\\u0061" : 2}')).toMatch(/twice/);
    expect(refusal('[{"a":{"b":1}},{"a":1,"c":{"a":1}}]')).toBe('accepted');
    expect(refusal('{"a":"a","b":["a","a"]}')).toBe('accepted');
  });

  it('refuses __proto__ as a name, in any spelling, and allows it as a value', () => {
    expect(refusal('{"__proto__":{"admin":true}}')).toMatch(/__proto__/);
    expect(refusal('{"a":{"\\u005f_proto__":1}}')).toMatch(/__proto__/);
    expect(refusal('{"a":"__proto__"}')).toBe('accepted');
  });

  it('refuses deep nesting', () => {
    expect(refusal(`${'['.repeat(20)}${']'.repeat(20)}`)).toBe('accepted');
    expect(refusal(`${'['.repeat(21)}${']'.repeat(21)}`)).toMatch(/nested/);
    expect(refusal('['.repeat(500_000))).toMatch(/not valid/);
  });

  it('is not led astray by what stands inside strings', () => {
    expect(refusal(JSON.stringify({ a: '{"a":1,"a":2}', b: '\\"', c: '[[[[[[[[[[[[[[[[[[[[[[[[' }))).toBe('accepted');
  });

  it.each(['', '{', '{"a":1}x', "{'a':1}", 'undefined', '{"a":1,}', 'NaN'])(
    'refuses %s and does not repeat it',
    (text) => {
      expect(refusal(text)).toBe('The body is not valid JSON.');
    },
  );
});
