import { ZodError } from 'zod';
import { isTransient, sqlStateOf } from '../database-errors.ts';
import { AppError } from '../errors.ts';
import { fieldErrors, invalidInput } from '../parse-input.ts';

const RETRY_AFTER_SECONDS = 2;

/**
 * The AppError that a caller sees for anything that was thrown. What is foreseen stays as it is; a database or an object
 * that cannot be reached is `unavailable`; everything else is an opaque `internal`.
 */
export function classifyFailure(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) return invalidInput(fieldErrors(error));
  if (isDatabaseError(error) && isTransient(error)) return unavailable('The records cannot be reached.', error);
  if (isObjectError(error)) return unavailable('A part of the shop is restarting.', error);
  return new AppError('internal', 'It has been logged under the request id.', { cause: error });
}

function unavailable(detail: string, cause: unknown): AppError {
  return new AppError('unavailable', detail, { retryAfterSeconds: RETRY_AFTER_SECONDS, cause });
}

/** The driver names its errors; one without an SQL state never got an answer. */
function isDatabaseError(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NeonDbError' || sqlStateOf(error) !== undefined);
}

/** How the platform marks a failed call to a Durable Object or another Worker. */
function isObjectError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const marks = error as { retryable?: unknown; overloaded?: unknown; durableObjectReset?: unknown };
  return marks.retryable === true || marks.overloaded === true || marks.durableObjectReset === true;
}
