import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { messages } from '#db/schema/campaigns';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { type ListMessages, ListMessagesSchema, type MessageList, type MessageView } from './schemas.ts';

interface MessageRow extends Omit<MessageView, 'subjectId' | 'queuedAt' | 'sentAt'> {
  subject_id: string;
  queued_at: string;
  sent_at: string | null;
}

const PlaceSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Messages to people, the newest first, without their bodies. */
export async function listMessages(ctx: Context, input: ListMessages = {}): Promise<MessageList> {
  requirePermission(ctx, 'messages.read');
  const { limit, cursor } = parseInput(ListMessagesSchema, input);
  const rows = await ctx.db.query<MessageRow>(sql`
    select id, purpose, subject_id, channel, recipient, language, title, status, attempts, failure, queued_at, sent_at
    from ${messages} ${after(cursor)} order by queued_at desc nulls last, id desc nulls last limit ${limit + 1}`);
  const data = rows.slice(0, limit).map(viewOf);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.queuedAt, last.id]) };
}

function after(cursor: string | undefined) {
  if (cursor === undefined) return sql``;
  const [queuedAt, id] = decodeCursor(cursor, PlaceSchema);
  return sql`where (queued_at, id) < (${queuedAt}::timestamptz, ${id}::uuid)`;
}

const instantOf = (text: string): string => new Date(text).toISOString();

function viewOf({ subject_id, queued_at, sent_at, ...row }: MessageRow): MessageView {
  return {
    ...row,
    subjectId: subject_id,
    queuedAt: instantOf(queued_at),
    sentAt: sent_at === null ? null : instantOf(sent_at),
  };
}
