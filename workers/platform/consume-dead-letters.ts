import type { Decision, ReceivedMessage } from './consume.ts';
import type { Permitted } from './context.ts';
import { buryLetters } from './dead-letters.ts';
import type { Consumer } from './events.ts';
import { describeError, log } from './log.ts';
import { readEvent } from './received-event.ts';

/** Long enough for a database to come back, short enough that nobody wonders where the letters are. */
const RETRY_DELAY_SECONDS = 60;

/**
 * Stores what a queue gave up on: messages whose consumer failed at every delivery, or died of them. An event that was
 * handled meanwhile (the relay sends again what is not settled) leaves no letter.
 */
export async function consumeDeadLetters(
  ctx: Permitted,
  consumer: Consumer,
  messages: readonly ReceivedMessage[],
): Promise<Decision[]> {
  const letters = messages.map(({ body }) => {
    const content = readEvent(body);
    if (content.kind === 'unreadable') return { eventId: content.eventId, body, reason: content.reason };
    return { eventId: content.event.id, body, reason: 'The queue gave up after repeated deliveries' };
  });
  try {
    await ctx.db.batch(buryLetters(ctx, consumer, letters));
    return messages.map(({ id }) => ({ id, kind: 'ack' }));
  } catch (error) {
    log('error', 'Dead letters could not be stored; they will come again', { consumer, ...describeError(error) });
    return messages.map(({ id }) => ({ id, kind: 'retry', delaySeconds: RETRY_DELAY_SECONDS }));
  }
}
