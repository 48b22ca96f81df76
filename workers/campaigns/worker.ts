import { confirmOrders, sendDueMessages } from '#modules/campaigns';
import { applyDecisions } from '#platform/consume';
import { consumeDeadLetters } from '#platform/consume-dead-letters';
import { consumerContext } from '#platform/consumer-context';
import type { Permitted } from '#platform/context';
import { describeError, log } from '#platform/log';
import { cloudflareMailSender } from './cloudflare-mail-sender.ts';
import { type CampaignsEnv, keepsMailsLocal, mailFrom, shopFace } from './env.ts';
import { localMailSender } from './local-mails/local-mailbox.ts';
import { campaignsRouter } from './router.ts';

const mailSender = (env: CampaignsEnv) =>
  keepsMailsLocal(env) ? localMailSender(env.FILES) : cloudflareMailSender(env.MAIL);

/** Whatever goes wrong here, the messages are records that stay due: the next minute tries again. */
async function sendDue(ctx: Permitted, env: CampaignsEnv): Promise<void> {
  try {
    await sendDueMessages(ctx, mailSender(env), mailFrom(env));
  } catch (error) {
    log('error', 'Messages that are due were not sent', describeError(error));
  }
}

/** Writes to people. A message is a record first; sending it comes after, and again every minute while it is due. */
export default {
  fetch: (request, env) => campaignsRouter(env).fetch(request),

  async queue(batch, env) {
    const ctx = consumerContext(env, 'campaigns');
    if (batch.queue.endsWith('-dlq')) {
      applyDecisions(batch, await consumeDeadLetters(ctx, 'campaigns', batch.messages));
      return;
    }
    applyDecisions(batch, await confirmOrders(ctx, shopFace(env), batch.messages));
    await sendDue(ctx, env);
  },

  async scheduled(_event, env) {
    await sendDue(consumerContext(env, 'campaigns'), env);
  },
} satisfies ExportedHandler<CampaignsEnv>;
