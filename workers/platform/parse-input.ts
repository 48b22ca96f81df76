import type { z } from 'zod';
import { AppError, type FieldError } from './errors.ts';

/** Enough to mend any form; a hostile request does not get a longer answer than its own size. */
const MAX_FIELD_ERRORS = 50;
const MAX_NAME_LENGTH = 64;
const plainName = /^[\w.-]+$/;

/** The input of a verb or a route, checked. Throws `invalid_input` that names every wrong field and repeats no value. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalidInput(fieldErrors(parsed.error));
  // Only now, when every name is one of ours and may be told.
  const wrong = unstorableText(input);
  if (wrong.length > 0) throw invalidInput(wrong);
  return parsed.data;
}

export function invalidInput(errors: readonly FieldError[]): AppError {
  const names = errors.slice(0, 3).map(({ path }) => path || 'body');
  const more = errors.length > names.length ? ` and ${errors.length - names.length} more` : '';
  return new AppError('invalid_input', `Wrong: ${names.join(', ')}${more}.`, { errors });
}

/** One entry per wrong field. An unknown field is told at the object that has it: its name is input too. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.slice(0, MAX_FIELD_ERRORS).map((issue) => ({
    path: pathOf(issue.path),
    message: issue.code === 'unrecognized_keys' ? 'Has a field that is not known here' : issue.message,
  }));
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => {
      const name = String(part);
      return name.length <= MAX_NAME_LENGTH && plainName.test(name) ? name : '(unnamed)';
    })
    .join('.');
}

/** Text that no database and no JSON reader takes as it stands: NUL characters and halves of surrogate pairs. */
function unstorableText(input: unknown, path: readonly string[] = []): FieldError[] {
  if (typeof input === 'string') {
    const storable = !input.includes('\u0000') && input.isWellFormed();
    return storable ? [] : [{ path: pathOf(path), message: 'Contains characters that cannot be stored' }];
  }
  if (typeof input !== 'object' || input === null || ArrayBuffer.isView(input)) return [];
  return Object.entries(input).flatMap(([key, value]) => unstorableText(value, [...path, key]));
}
