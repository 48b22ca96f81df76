import type { z } from 'zod';
import { AppError, type FieldError } from './errors.ts';

/** More wrong fields than this help nobody, and a hostile body could name thousands. */
const maxReportedErrors = 50;

/** What a schema found wrong, field by field. The messages never repeat the value. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.slice(0, maxReportedErrors).map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.code === 'unrecognized_keys' ? 'Has a field that is not known here' : issue.message,
  }));
}

/** The input of a verb, checked. Throws `invalid_input` naming every wrong field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', 'Some fields are missing or wrong.', { errors: fieldErrors(parsed.error) });
}
