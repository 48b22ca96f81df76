import { sql } from 'drizzle-orm';
import { people } from '#db/schema/people';
import { webhookEndpoints } from '#db/schema/webhooks';
import { html, messageFact, type NewMessage } from '#modules/campaigns';
import type { Permitted } from '#platform/context';
import { writeFacts } from '#platform/facts';

/** Owners that one run writes to; the next minute writes to more. */
const MAX_TOLD = 50;

interface PausedEndpoint {
  id: string;
  url: string;
  status: 'paused' | 'disabled';
  reason: string;
  pausedAt: string;
  email: string | null;
  language: string;
}

/** Writes a mail to the owner of every endpoint that was paused or disabled by itself, once a pause. */
export async function tellOwners(ctx: Pick<Permitted, 'db' | 'clock' | 'ids' | 'personal'>): Promise<number> {
  const paused = await ctx.db.query<PausedEndpoint>(sql`
    select e.id, e.url, e.status, e.paused_reason as reason, e.paused_at as "pausedAt", p.email, p.language
    from ${webhookEndpoints} e join ${people} p on p.id = e.owner_id
    where e.paused_at is not null and e.owner_told_at is null and e.deleted_at is null
    order by e.paused_at limit ${MAX_TOLD}`);
  for (const endpoint of paused) await tell(ctx, endpoint);
  return paused.length;
}

async function tell(
  ctx: Pick<Permitted, 'db' | 'clock' | 'ids' | 'personal'>,
  endpoint: PausedEndpoint,
): Promise<void> {
  const { id, email, language, pausedAt } = endpoint;
  const pausedIso = new Date(pausedAt).toISOString();
  const message =
    email === null
      ? []
      : [
          await messageFact(ctx, {
            purpose: 'webhook_paused',
            subjectId: `${id}:${pausedIso}`,
            recipient: await ctx.personal.open('people.email', email),
            language,
            content: pauseMail(endpoint),
          }),
        ];
  await ctx.db.batch([
    ...writeFacts(message),
    sql`update ${webhookEndpoints} set owner_told_at = ${ctx.clock.now().toISOString()}::timestamptz
      where id = ${id} and paused_at = ${pausedAt}::timestamptz`,
  ]);
}

/** Partners are programmers: these mails are in English. Only the host is named: an address may carry a token. */
function pauseMail({ id, url, status, reason }: PausedEndpoint): NewMessage['content'] {
  const { host } = new URL(url);
  const title = `Your webhook endpoint at ${host} was ${status}`;
  const what = `We no longer send events to your webhook endpoint ${id} at ${host}.`;
  const then =
    status === 'paused'
      ? 'Events are kept for three days. Mend the receiver, then set the endpoint to active again: what waits is sent in order. What is older can be replayed.'
      : 'New events are not kept for it. Set the endpoint to active again to receive events.';
  const how = `PATCH /v1/webhook-endpoints/${id} with {"status":"active"}`;
  return {
    title,
    bodyText: [what, reason, then, how].join('\n\n'),
    bodyHtml: html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
<body><p>${what}</p><p>${reason}</p><p>${then}</p><p><code>${how}</code></p></body></html>`.markup,
  };
}
