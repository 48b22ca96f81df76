import { sql } from 'drizzle-orm';
import { messages } from '#db/schema/campaigns';
import type { Permitted } from '#platform/context';
import type { MessageColumns } from '../message-content.ts';
import { claimSize, leaseMs, maxAttempts } from './retry-plan.ts';

export interface ClaimedMessage extends MessageColumns {
  id: string;
  language: string;
  attempts: number;
  queued_at: string;
}

/**
 * Takes messages that are due for this sender alone, in one round trip. What was claimed and never finished (the sender
 * died) becomes due again when its lease ends; one that ended so on its last try is given up, visibly.
 */
export async function claimMessages(ctx: Pick<Permitted, 'db' | 'clock'>): Promise<ClaimedMessage[]> {
  const now = ctx.clock.now();
  const leaseEnd = new Date(now.getTime() + leaseMs).toISOString();
  const giveUp = sql`update ${messages}
    set status = 'failed', due_at = null, failure = 'It was tried too often without an answer; it may have arrived.'
    where due_at <= ${now.toISOString()} and attempts >= ${maxAttempts}`;
  const claim = sql`update ${messages} set status = 'sending', attempts = attempts + 1, due_at = ${leaseEnd}
    where id in (
      select id from ${messages} where due_at <= ${now.toISOString()}
        and (content is not null or body_text is not null) order by due_at, id limit ${claimSize} for update skip locked
    )
    returning id, recipient, language, content, title, body_text, body_html, attempts, queued_at`;
  const [, claimed = []] = await ctx.db.batch<ClaimedMessage>([giveUp, claim]);
  return claimed;
}
