import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { readDeliveries } from './delivery-rows.ts';
import { readEndpoint } from './endpoint-rows.ts';
import { type DeliveryListView, type ListDeliveries, ListDeliveriesSchema } from './schemas.ts';

/** What was and will be sent to an endpoint, the newest first. Kept for thirty days. */
export async function listDeliveries(ctx: Context, input: ListDeliveries): Promise<DeliveryListView> {
  requirePermission(ctx, 'webhooks.manage');
  const { endpointId, limit, cursor, status } = parseInput(ListDeliveriesSchema, input);
  const { id } = await readEndpoint(ctx, endpointId);
  const after = cursor === undefined ? sql`` : sql`and d.id < ${decodeCursor(cursor, z.tuple([z.uuid()]))[0]}::uuid`;
  const having = status === undefined ? sql`` : sql`and d.status = ${status}`;
  const rows = await readDeliveries(ctx, sql`d.endpoint_id = ${id} ${after} ${having}`, limit + 1);
  const data = rows.slice(0, limit);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.id]) };
}
