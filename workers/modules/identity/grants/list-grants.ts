import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { people } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { reachablePeople } from '../people/reachable-people.ts';
import { type GrantRecord, GrantView, grantView, selectGrants } from './grant-view.ts';

/** Nobody collects more in a working life; beyond it the oldest are left out. */
const MAX_GRANTS_SHOWN = 200;

export const ListGrantsSchema = z.strictObject({ personId: z.uuid() });
export const GrantListView = z.object({ data: z.array(GrantView).max(MAX_GRANTS_SHOWN) }).meta({ id: 'GrantList' });

/** What somebody was ever given, the newest first, with what has ended; nothing for somebody out of reach. */
export async function listGrants(
  ctx: Context,
  input: z.input<typeof ListGrantsSchema>,
): Promise<z.infer<typeof GrantListView>> {
  requirePermission(ctx, 'roles.read');
  const { personId } = parseInput(ListGrantsSchema, input);
  const isReachable = sql`exists (select from ${people} p where p.id = g.person_id and ${reachablePeople(ctx, 'roles.read')})`;
  const rows = await ctx.db.query<GrantRecord>(
    sql`${selectGrants(sql`g.person_id = ${personId} and ${isReachable}`)} order by g.granted_at desc, g.id desc limit ${MAX_GRANTS_SHOWN}`,
  );
  return { data: rows.map(grantView) };
}
