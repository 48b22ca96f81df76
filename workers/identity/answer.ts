import { isTransient } from '#platform/database-errors';
import { AppError, fail, failureOf, type Result, succeed } from '#platform/errors';
import { describeError, log } from '#platform/log';

const isOfTheDatabase = (error: unknown): boolean => error instanceof Error && error.name === 'NeonDbError';

/** An object that restarts, is overloaded or was not reached: the runtime marks what it throws for it. */
const isOfAnObject = (error: unknown): boolean =>
  error instanceof Error && ('retryable' in error || 'overloaded' in error || 'durableObjectReset' in error);

/** Runs a verb for a caller across RPC: a foreseen refusal is a value; anything else is logged here and told to nobody. */
export async function answer<T>(requestId: string, verb: () => Promise<T>): Promise<Result<T>> {
  try {
    return succeed(await verb());
  } catch (error) {
    if (error instanceof AppError) return { ok: false, failure: failureOf(error) };
    log('error', 'Identity failed', { requestId, ...describeError(error) });
    if (isOfTheDatabase(error) && isTransient(error)) {
      return fail('unavailable', 'The records cannot be reached.', { retryAfterSeconds: 2 });
    }
    if (isOfAnObject(error)) return fail('unavailable', 'Try again in a moment.', { retryAfterSeconds: 2 });
    return fail('internal', `Something went wrong on our side. Request ${requestId}.`);
  }
}
