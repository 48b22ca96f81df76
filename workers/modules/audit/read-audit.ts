import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { auditLog } from '#db/schema/platform';
import type { Permission } from '#platform/access/permission-table';
import { reachOf } from '#platform/access/require-permission';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';
import type { AuditEntryView, AuditFilters, AuditPage } from './schemas.ts';

export interface AuditRow extends AuditEntryView {
  /** With its microseconds, so that a page goes on exactly where the one before ended. */
  place: string;
}

const PlaceSchema = z.tuple([z.iso.datetime(), z.uuid()]);

interface Wanted extends AuditFilters {
  cursor?: string | undefined;
  limit: number;
}

/** One row more than wanted, the newest first: it tells whether there is another page. */
export function auditQuery(ctx: Permitted, permission: Permission, { cursor, limit, ...filters }: Wanted): SQL {
  const conditions = [withinReach(ctx, permission), ...matching(filters)];
  if (cursor !== undefined) {
    const [at, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return sql`select id, at, actor, action, subject, store_id as "storeId", request_id as "requestId", reason,
      second_factor_age_seconds as "secondFactorAgeSeconds", facts, before, after,
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from ${auditLog} where ${sql.join(conditions, sql` and `)}
    order by at desc nulls last, id desc nulls last limit ${limit + 1}`;
}

export function auditPage(rows: readonly AuditRow[], limit: number): AuditPage {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(({ place, ...row }) => ({ ...row, at: new Date(place).toISOString() })),
    nextCursor: last === undefined ? null : encodeCursor([last.place, last.id]),
  };
}

function withinReach(ctx: Permitted, permission: Permission): SQL {
  const reach = reachOf(ctx.actor, permission, ctx.clock.now().getTime());
  if (reach?.kind === 'all') return sql`true`;
  if (reach?.kind === 'stores') return sql`store_id = any (${`{${reach.storeIds.join(',')}}`}::uuid[])`;
  throw new AppError('forbidden', `You lack the permission ${permission} for any store.`);
}

/** What an actor does through an app carries the app behind the person: both are found by the person. */
function matching({ actor, action, subject, storeId, from, to }: AuditFilters): SQL[] {
  return [
    actor === undefined ? undefined : sql`(actor = ${actor} or starts_with(actor, ${`${actor} by `}))`,
    action === undefined ? undefined : sql`starts_with(action, ${action})`,
    subject === undefined ? undefined : sql`subject = ${subject}`,
    storeId === undefined ? undefined : sql`store_id = ${storeId}::uuid`,
    from === undefined ? undefined : sql`at >= ${from}::timestamptz`,
    to === undefined ? undefined : sql`at < ${to}::timestamptz`,
  ].filter((condition) => condition !== undefined);
}
