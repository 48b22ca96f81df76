import { type SQL, sql } from 'drizzle-orm';
import { orders } from '#db/schema/orders';
import { roleGrants } from '#db/schema/people';
import type { Permission } from '#platform/access/permission-table';
import { reachOf } from '#platform/access/require-permission';
import type { Permitted } from '#platform/context';

/** A condition on `p`: everybody, or for staff of some stores those who work or have ordered there, and themselves. */
export function reachablePeople(ctx: Permitted, permission: Permission): SQL {
  const reach = reachOf(ctx.actor, permission, ctx.clock.now().getTime());
  if (reach === undefined) return sql`false`;
  if (reach.kind === 'all') return sql`true`;
  if (reach.kind === 'own') return sql`p.id = ${reach.personId}`;
  const storeIds = `{${reach.storeIds.join(',')}}`;
  return sql`(exists (select 1 from ${roleGrants} g where g.person_id = p.id and g.revoked_at is null
      and g.store_ids && ${storeIds}::uuid[])
    or exists (select 1 from ${orders} o where o.person_id = p.id and o.store_id = any(${storeIds}::uuid[])))`;
}
