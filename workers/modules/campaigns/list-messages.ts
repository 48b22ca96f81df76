import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { messages } from '#db/schema/campaigns';
import { orders } from '#db/schema/orders';
import type { Permission } from '#platform/access/permission-table';
import { reachOf, requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
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
  shows_contact: boolean;
}

const PlaceSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Messages to people, the newest first, without their bodies. Recipients are masked where `people.read_contact` does not reach. */
export async function listMessages(ctx: Context, input: ListMessages = {}): Promise<MessageList> {
  requirePermission(ctx, 'messages.read');
  const { limit, cursor } = parseInput(ListMessagesSchema, input);
  const rows = await ctx.db.query<MessageRow>(sql`
    select id, purpose, subject_id, channel, recipient, language, content, title, body_text, body_html,
      status, attempts, failure, queued_at, sent_at, ${ofStores(ctx, 'people.read_contact')} as shows_contact
    from ${messages} where ${ofStores(ctx, 'messages.read')} ${after(cursor)} order by queued_at desc nulls last, id desc nulls last limit ${limit + 1}`);
  const data = await Promise.all(rows.slice(0, limit).map((row) => viewOf(ctx, row)));
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.queuedAt, last.id]) };
}

/** Of the whole company, or those about orders of the stores where the permission holds. */
function ofStores(ctx: Permitted, permission: Permission): SQL {
  const isWithin = withinReach(ctx, permission, sql`o.store_id`);
  const isEverywhere = reachOf(ctx.actor, permission, ctx.clock.now().getTime())?.kind === 'all';
  return isEverywhere
    ? sql`true`
    : sql`exists (select from ${orders} o where o.id = app_uuid(${messages.subjectId}) and ${isWithin})`;
}

function after(cursor: string | undefined) {
  if (cursor === undefined) return sql``;
  const [queuedAt, id] = decodeCursor(cursor, PlaceSchema);
  return sql`and (queued_at, id) < (${queuedAt}::timestamptz, ${id}::uuid)`;
}

const instantOf = (text: string): string => new Date(text).toISOString();

async function viewOf(ctx: Permitted, row: MessageRow): Promise<MessageView> {
  const { id, purpose, channel, language, status, attempts, failure } = row;
  const [recipient, { title }] = await Promise.all([openRecipient(ctx.personal, row), openContent(ctx.personal, row)]);
  return {
    id,
    purpose,
    subjectId: row.subject_id,
    channel,
    recipient: row.shows_contact ? recipient : maskEmail(recipient),
    language,
    title,
    status,
    attempts,
    failure,
    queuedAt: instantOf(row.queued_at),
    sentAt: row.sent_at === null ? null : instantOf(row.sent_at),
  };
}
