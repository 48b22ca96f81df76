import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { webhookEndpoints } from '#db/schema/webhooks';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { type EndpointRow, endpointColumns, endpointView, mine } from './endpoint-rows.ts';
import { type EndpointListView, type ListEndpoints, ListEndpointsSchema } from './schemas.ts';

/** The actor's endpoints, the newest first; everybody's for staff who look after all of them. */
export async function listEndpoints(ctx: Context, input: ListEndpoints = {}): Promise<EndpointListView> {
  requirePermission(ctx, 'webhooks.manage');
  const { limit, cursor } = parseInput(ListEndpointsSchema, input);
  const after = cursor === undefined ? sql`` : sql`and id < ${decodeCursor(cursor, z.tuple([z.uuid()]))[0]}::uuid`;
  const rows = await ctx.db.query<EndpointRow>(sql`select ${endpointColumns} from ${webhookEndpoints}
    where ${mine(ctx)} ${after} order by id desc limit ${limit + 1}`);
  const data = rows.slice(0, limit).map(endpointView);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.id]) };
}
