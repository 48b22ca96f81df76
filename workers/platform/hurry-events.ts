import type { Permitted } from './context.ts';
import { describeError, log } from './log.ts';
import type { Objects } from './objects.ts';

/**
 * Has events that were just written delivered at once. They are safe in the log, and the relay looks by itself within a
 * minute: an object that cannot be reached now must not make a deed that is done look as if it were not.
 */
export async function hurryEvents({
  objects,
  requestId,
}: Pick<Permitted, 'requestId'> & { objects: Pick<Objects, 'outboxRelay'> }): Promise<void> {
  try {
    await objects.outboxRelay().kick();
  } catch (error) {
    log('warn', 'The relay could not be told that events wait', { requestId, ...describeError(error) });
  }
}
