import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Permission } from './permission-table.ts';
import { reachOf } from './require-permission.ts';

/**
 * A condition on a column of store ids: where this very permission holds. Row-level security alone lets through what any
 * permission of the actor opens, so a list without a store in its request asks for this besides.
 */
export function withinReach(
  { actor, clock }: Pick<Context, 'actor' | 'clock'>,
  permission: Permission,
  store: SQL,
): SQL {
  const reach = reachOf(actor, permission, clock.now().getTime());
  if (reach?.kind === 'all') return sql`true`;
  return reach?.kind === 'stores' ? sql`${store} = any (${`{${reach.storeIds.join(',')}}`}::uuid[])` : sql`false`;
}
