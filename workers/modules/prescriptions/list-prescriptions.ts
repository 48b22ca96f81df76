import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { prescriptionStatuses } from '#db/schema/prescriptions';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { type PrescriptionRow, PrescriptionView, prescriptionView, selectPrescriptions } from './prescription-view.ts';

export const ListPrescriptionsQuery = z.strictObject({
  storeId: z.uuid().optional(),
  orderId: z.uuid().optional().meta({ description: 'Those that were sent with its cart too' }),
  status: z.enum(prescriptionStatuses).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const PrescriptionListView = z
  .strictObject({ data: z.array(PrescriptionView), nextCursor: z.string().nullable() })
  .meta({ id: 'PrescriptionList' });

/** Prescriptions of the stores where one may read them, the oldest upload first: the file is another request, and audited. */
export async function listPrescriptions(
  ctx: Context,
  input: z.input<typeof ListPrescriptionsQuery>,
): Promise<z.infer<typeof PrescriptionListView>> {
  requirePermission(ctx, 'prescriptions.read');
  const { storeId, orderId, status, limit, cursor } = parseInput(ListPrescriptionsQuery, input);
  const conditions = [withinReach(ctx, 'prescriptions.read', sql`p.store_id`)];
  if (storeId !== undefined) conditions.push(sql`p.store_id = ${storeId}::uuid`);
  if (status !== undefined) conditions.push(sql`p.status = ${status}`);
  if (orderId !== undefined) {
    conditions.push(sql`(p.order_id = ${orderId}::uuid
      or p.cart_id = (select d.cart_id from order_deliveries d where d.order_id = ${orderId}::uuid))`);
  }
  if (cursor !== undefined) {
    const [at, id] = decodeCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()]));
    conditions.push(sql`(date_trunc('milliseconds', p.uploaded_at), p.id) > (${at}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<PrescriptionRow>(
    sql`${selectPrescriptions(sql.join(conditions, sql` and `))} order by date_trunc('milliseconds', p.uploaded_at), p.id limit ${limit + 1}`,
  );
  const data = rows.slice(0, limit).map(prescriptionView);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.uploadedAt, last.id]) };
}
