import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AppError } from './errors.ts';
import { parseInput } from './parse-input.ts';

const schema = z.strictObject({ name: z.string().max(5), line: z.strictObject({ quantity: z.int() }).optional() });

function refusal(input: unknown): AppError {
  try {
    parseInput(schema, input);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('It was accepted');
}

describe('parseInput', () => {
  it('names every wrong field by its path', () => {
    const { code, errors } = refusal({ name: 'too long', line: { quantity: 1.5 } });
    expect(code).toBe('invalid_input');
    expect(errors.map(({ path }) => path)).toEqual(['name', 'line.quantity']);
  });

  it('repeats neither a value nor the name of an unknown field', () => {
    const failure = refusal({ name: 'SECRETVALUE', SECRETNAME: 1, line: { quantity: 1, SECRETNAME: 2 } });
    expect(JSON.stringify([failure.message, failure.errors])).not.toContain('SECRET');
    expect(failure.errors.map(({ path }) => path)).toEqual(['name', 'line', '']);
  });

  it('refuses text that cannot be stored, wherever it stands', () => {
    expect(refusal({ name: 'a\u0000b' }).errors).toEqual([
      { path: 'name', message: 'Contains characters that cannot be stored' },
    ]);
    expect(refusal({ name: '\ud83d' }).errors[0]?.path).toBe('name');
  });

  it('stays short whatever comes in', () => {
    const huge = z.array(z.int());
    try {
      parseInput(huge, Array(10_000).fill('x'));
    } catch (error) {
      expect(JSON.stringify((error as AppError).errors).length).toBeLessThan(10_000);
    }
    expect.assertions(1);
  });
});
