import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from './errors.ts';
import { parseInput } from './parse-input.ts';

const Person = z.strictObject({ name: z.string('Must be text'), tags: z.array(z.string('Must be text')) });

function refusal(input: unknown): AppError {
  try {
    parseInput(Person, input);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('It was not refused');
}

describe('parseInput', () => {
  it('gives back what the schema makes of the input', () => {
    expect(parseInput(Person, { name: 'Asha', tags: [] })).toEqual({ name: 'Asha', tags: [] });
  });

  it('names each wrong field by its path', () => {
    const { code, errors } = refusal({ name: 1, tags: ['a', 2] });
    expect([code, errors]).toEqual([
      'invalid_input',
      [
        { path: 'name', message: 'Must be text' },
        { path: 'tags.1', message: 'Must be text' },
      ],
    ]);
  });

  it('names an unknown field, unless a stranger chose its name to be read elsewhere', () => {
    const { errors } = refusal({ name: 'Asha', tags: [], isAdmin: true, '<script>': 1 });
    expect(errors.map(({ path }) => path)).toEqual(['isAdmin', '(unnamed)']);
  });

  it('refuses text that no database takes, wherever it stands', () => {
    expect(refusal({ name: 'A\u0000', tags: ['\ud83d'] }).errors.map(({ path }) => path)).toEqual(['name', 'tags.0']);
  });

  it('reports a bounded number of errors, however many were made', () => {
    expect(refusal({ name: 'Asha', tags: Array(10_000).fill(1) }).errors).toHaveLength(50);
  });
});
