import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { messages } from '#db/schema/campaigns';
import { allows, requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';
import { maskEmail } from '#platform/mask';
import { parseInput } from '#platform/parse-input';
import { type MessageColumns, openContent, openRecipient } from './message-content.ts';
import { type ListMessages, ListMessagesSchema, type MessageList, type MessageView } from './schemas.ts';

interface MessageRow
  extends Omit<MessageView, 'recipient' | 'title' | 'subjectId' | 'queuedAt' | 'sentAt'>,
    MessageColumns {
  subject_id: string;
  queued_at: string;
  sent_at: string | null;
}

const PlaceSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Messages to people, the newest first, without their bodies. Recipients are masked without `people.read_contact`. */
export async function listMessages(ctx: Context, input: ListMessages = {}): Promise<MessageList> {
  requirePermission(ctx, 'messages.read');
  const { limit, cursor } = parseInput(ListMessagesSchema, input);
  const rows = await ctx.db.query<MessageRow>(sql`
    select id, purpose, subject_id, channel, recipient, language, content, title, body_text, body_html,
      status, attempts, failure, queued_at, sent_at
    from ${messages} ${after(cursor)} order by queued_at desc nulls last, id desc nulls last limit ${limit + 1}`);
  const showsContact = allows(ctx.actor, 'people.read_contact', ctx.clock.now().getTime());
  const data = await Promise.all(rows.slice(0, limit).map((row) => viewOf(ctx, row, showsContact)));
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.queuedAt, last.id]) };
}

function after(cursor: string | undefined) {
  if (cursor === undefined) return sql``;
  const [queuedAt, id] = decodeCursor(cursor, PlaceSchema);
  return sql`where (queued_at, id) < (${queuedAt}::timestamptz, ${id}::uuid)`;
}

const instantOf = (text: string): string => new Date(text).toISOString();

async function viewOf(ctx: Permitted, row: MessageRow, showsContact: boolean): Promise<MessageView> {
  const { id, purpose, channel, language, status, attempts, failure } = row;
  const [recipient, { title }] = await Promise.all([openRecipient(ctx.personal, row), openContent(ctx.personal, row)]);
  return {
    id,
    purpose,
    subjectId: row.subject_id,
    channel,
    recipient: showsContact ? recipient : maskEmail(recipient),
    language,
    title,
    status,
    attempts,
    failure,
    queuedAt: instantOf(row.queued_at),
    sentAt: row.sent_at === null ? null : instantOf(row.sent_at),
  };
}
