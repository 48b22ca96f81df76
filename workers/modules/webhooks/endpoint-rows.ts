import { type SQL, sql } from 'drizzle-orm';
import { webhookEndpoints } from '#db/schema/webhooks';
import { personOf } from '#platform/access/actor';
import { reachOf } from '#platform/access/require-permission';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import type { EndpointView } from './schemas.ts';

export const endpointColumns: SQL =
  sql.raw(`id, owner_id as "ownerId", url, description, event_types as "eventTypes", status,
  paused_reason as "pausedReason", failing_since as "failingSince", consecutive_failures as "consecutiveFailures",
  created_at as "createdAt"`);

export type EndpointRow = EndpointView;

/** Of the endpoints that exist, those that the actor may see: their own, or all of them. */
export function mine({ actor, clock }: Pick<Permitted, 'actor' | 'clock'>): SQL {
  const reach = reachOf(actor, 'webhooks.manage', clock.now().getTime());
  if (reach?.kind === 'all') return sql`deleted_at is null`;
  return sql`deleted_at is null and owner_id = ${personOf(actor)}::uuid`;
}

/** One endpoint of the actor's. Throws `not_found` for one of somebody else, as for one that never was. */
export async function readEndpoint(ctx: Permitted, endpointId: string): Promise<EndpointView> {
  const [row] = await ctx.db.query<EndpointRow>(
    sql`select ${endpointColumns} from ${webhookEndpoints} where id = ${endpointId} and ${mine(ctx)}`,
  );
  if (row === undefined) throw noEndpoint();
  return endpointView(row);
}

const noEndpoint = (): AppError => new AppError('not_found', 'There is no such webhook endpoint.');

export const instantOf = (text: string): string => new Date(text).toISOString();
export const instantOrNull = (text: string | null): string | null => (text === null ? null : instantOf(text));

export const endpointView = (row: EndpointRow): EndpointView => ({
  ...row,
  failingSince: instantOrNull(row.failingSince),
  createdAt: instantOf(row.createdAt),
});
