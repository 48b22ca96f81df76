import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { invitations } from '#db/schema/people';
import { describeActor } from '#platform/access/actor';
import { reachOf, requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { instantOf } from '../instant-of.ts';
import { type InvitationRecord, InvitationView, invitationView } from './invitation-view.ts';

export const ListInvitationsSchema = z.strictObject({ limit: LimitParameter, cursor: CursorParameter });
export const InvitationListView = z
  .object({ data: z.array(InvitationView), nextCursor: z.string().nullable() })
  .meta({ id: 'InvitationList' });

const PlaceSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Invitations, the newest first; staff of some stores see those that they sent themselves. */
export async function listInvitations(
  ctx: Context,
  input: z.input<typeof ListInvitationsSchema>,
): Promise<z.infer<typeof InvitationListView>> {
  requirePermission(ctx, 'people.invite');
  const { limit, cursor } = parseInput(ListInvitationsSchema, input);
  const seesAll = reachOf(ctx.actor, 'people.invite', ctx.clock.now().getTime())?.kind === 'all';
  const conditions = [seesAll ? sql`true` : sql`invited_by = ${describeActor(ctx.actor)}`];
  if (cursor !== undefined) {
    const [invitedAt, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(date_trunc('milliseconds', invited_at), id) < (${invitedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<InvitationRecord>(sql`
    select id, email, kind, dealer_id, "grant", invited_by, invited_at, expires_at, used_at, revoked_at
    from ${invitations} where ${sql.join(conditions, sql` and `)}
    order by date_trunc('milliseconds', invited_at) desc, id desc limit ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: await Promise.all(shown.map((row) => invitationView(ctx, row))),
    nextCursor: last === undefined ? null : encodeCursor([instantOf(last.invited_at), last.id]),
  };
}
