import { rollUpSales } from '#modules/analytics';
import { applyDecisions, consumeBatch } from '#platform/consume';
import { consumeDeadLetters } from '#platform/consume-dead-letters';
import { type ConsumerEnv, consumerContext } from '#platform/consumer-context';

/** Rolls up what is sold. What the queue gives up on comes back through its dead-letter queue and is kept. */
export default {
  async queue(batch, env) {
    const ctx = consumerContext(env, 'analytics');
    const decisions = batch.queue.endsWith('-dlq')
      ? await consumeDeadLetters(ctx, 'analytics', batch.messages)
      : await consumeBatch(ctx, 'analytics', batch.messages, rollUpSales);
    applyDecisions(batch, decisions);
  },
} satisfies ExportedHandler<ConsumerEnv>;
