import { rollUpSales } from '#modules/analytics';
import { keepEventLog } from '#modules/events';
import { applyDecisions, consumeBatch } from '#platform/consume';
import { consumeDeadLetters } from '#platform/consume-dead-letters';
import { type ConsumerEnv, consumerContext } from '#platform/consumer-context';
import { describeError, log } from '#platform/log';

/** Once an hour is often enough to make and let go months; a machine of one's own knows only crons of every minute. */
const KEEPING_MINUTE = 7;

/** Rolls up what is sold and keeps the log of events. What the queue gives up on comes back through its dead-letter queue. */
export default {
  async queue(batch, env) {
    const ctx = consumerContext(env, 'analytics');
    const decisions = batch.queue.endsWith('-dlq')
      ? await consumeDeadLetters(ctx, 'analytics', batch.messages)
      : await consumeBatch(ctx, 'analytics', batch.messages, rollUpSales);
    applyDecisions(batch, decisions);
  },

  async scheduled({ scheduledTime }, env) {
    if (new Date(scheduledTime).getUTCMinutes() !== KEEPING_MINUTE) return;
    try {
      await keepEventLog(consumerContext(env, 'event-log'));
    } catch (error) {
      log('error', 'The log of events was not kept; the next hour tries again', describeError(error));
    }
  },
} satisfies ExportedHandler<ConsumerEnv>;
