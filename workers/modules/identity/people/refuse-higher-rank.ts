import { sql } from 'drizzle-orm';
import type { Permitted } from '#platform/context';
import { type GrantRecord, givenBy, selectGrants } from '../grants/grant-view.ts';
import { requireMayGive } from '../grants/may-give.ts';

/** Throws `forbidden`: whoever may do more than the actor is not theirs to shut out, to let in or to erase. */
export async function refuseHigherRank(ctx: Permitted, personId: string): Promise<void> {
  const now = ctx.clock.now();
  const grants = await ctx.db.query<GrantRecord>(
    selectGrants(sql`g.person_id = ${personId} and g.revoked_at is null
      and (g.expires_at is null or g.expires_at > ${now.toISOString()})`),
  );
  for (const grant of grants) {
    // What is their own concerns nobody's rank.
    if (grant.scope !== 'own') requireMayGive(ctx.actor, givenBy(grant), now.getTime());
  }
}
