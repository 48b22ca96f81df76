import { rollUpSales } from '#modules/analytics';
import { keepEventLog } from '#modules/events';
import { sweepStock } from '#modules/stock-documents';
import { applyDecisions, consumeBatch } from '#platform/consume';
import { consumeDeadLetters } from '#platform/consume-dead-letters';
import { type ConsumerEnv, consumerContext } from '#platform/consumer-context';
import { describeError, log } from '#platform/log';
import { boundObjects, type ObjectBindings } from '#platform/object-bindings';

/** What this Worker is bound to: see wrangler.toml. */
type AnalyticsEnv = ConsumerEnv & ObjectBindings;

/** Once an hour is often enough to make and let go months; a machine of one's own knows only crons of every minute. */
const KEEPING_MINUTE = 7;

async function keepLog(env: AnalyticsEnv): Promise<void> {
  try {
    await keepEventLog(consumerContext(env, 'event-log'));
  } catch (error) {
    log('error', 'The log of events was not kept; the next hour tries again', describeError(error));
  }
}

/**
 * Rolls up what is sold, keeps the log of events and looks after stock documents. What the queue gives up on comes back
 * through its dead-letter queue and is kept.
 */
export default {
  async queue(batch, env) {
    const ctx = consumerContext(env, 'analytics');
    const decisions = batch.queue.endsWith('-dlq')
      ? await consumeDeadLetters(ctx, 'analytics', batch.messages)
      : await consumeBatch(ctx, 'analytics', batch.messages, rollUpSales);
    applyDecisions(batch, decisions);
  },

  async scheduled({ scheduledTime }, env) {
    if (new Date(scheduledTime).getUTCMinutes() === KEEPING_MINUTE) await keepLog(env);
    await sweepStock({ ...consumerContext(env, 'stock-documents'), objects: boundObjects(env) });
  },
} satisfies ExportedHandler<AnalyticsEnv>;
