import { keepDeliveriesTidy, type Network, queueDeliveries, sendDueDeliveries, tellOwners } from '#modules/webhooks';
import { applyDecisions } from '#platform/consume';
import { consumeDeadLetters } from '#platform/consume-dead-letters';
import { consumerContext } from '#platform/consumer-context';
import type { Permitted } from '#platform/context';
import { describeError, log } from '#platform/log';
import type { WebhooksEnv } from './env.ts';
import { resolveHost } from './resolve-host.ts';

/** After new events: long enough for the first retry, which is due after five seconds. */
const BATCH_PATIENCE_MS = 8_000;
/** Until the next minute's run takes over. */
const CRON_PATIENCE_MS = 50_000;

const networkOf = (env: WebhooksEnv): Network => ({
  fetch: (url, init) => fetch(url, init),
  resolveHost: (hostname, signal) => resolveHost(env.DNS_URL, hostname, signal),
  localTargets: env.LOCAL_TARGETS === '1',
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whatever goes wrong here, deliveries are records that stay due: the next minute tries again. */
async function sendDue(ctx: Permitted, env: WebhooksEnv, patienceMs: number): Promise<void> {
  try {
    await sendDueDeliveries(ctx, networkOf(env), { untilMs: ctx.clock.now().getTime() + patienceMs, wait });
    await tellOwners(ctx);
  } catch (error) {
    log('error', 'Webhooks that are due were not sent', describeError(error));
  }
}

/** Tells partners. A delivery is a record first; sending it comes after, and again while it is due. */
export default {
  fetch: () => new Response(null, { status: 404 }),

  async queue(batch, env, execution) {
    const ctx = consumerContext(env, 'webhooks');
    if (batch.queue.endsWith('-dlq')) {
      applyDecisions(batch, await consumeDeadLetters(ctx, 'webhooks', batch.messages));
      return;
    }
    applyDecisions(batch, await queueDeliveries(ctx, batch.messages));
    // A slow receiver must not hold up the queue. Nothing rests on this: what it leaves undone, the cron does.
    execution.waitUntil(sendDue(ctx, env, BATCH_PATIENCE_MS));
  },

  async scheduled(_event, env) {
    const ctx = consumerContext(env, 'webhooks');
    await keepDeliveriesTidy(ctx).catch((error: unknown) => {
      log('error', 'The log of webhooks was not tidied', describeError(error));
    });
    await sendDue(ctx, env, CRON_PATIENCE_MS);
  },
} satisfies ExportedHandler<WebhooksEnv>;
