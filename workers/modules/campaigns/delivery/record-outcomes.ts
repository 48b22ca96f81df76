import { sql } from 'drizzle-orm';
import { messages } from '#db/schema/campaigns';
import type { Permitted } from '#platform/context';

/** How one try ended. A null `due_at` ends the matter. */
export interface Outcome {
  id: string;
  /** The try this is about: a later one may have begun when this answer comes late. */
  attempts: number;
  status: 'sent' | 'queued' | 'failed';
  failure: string | null;
  due_at: string | null;
  sent_at: string | null;
}

/** Writes down how tries ended, in one round trip. A mail that was sent stays sent, whatever a later try says. */
export async function recordOutcomes(ctx: Pick<Permitted, 'db'>, outcomes: readonly Outcome[]): Promise<void> {
  await ctx.db.query(sql`update ${messages} set
      status = outcome.status, failure = outcome.failure, due_at = outcome.due_at, sent_at = outcome.sent_at
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
      as outcome(id uuid, attempts integer, status text, failure text, due_at timestamptz, sent_at timestamptz)
    where ${messages.id} = outcome.id and ${messages.status} <> 'sent'
      and (outcome.status = 'sent' or ${messages.attempts} = outcome.attempts)`);
}
