import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { paymentMethodCodes, paymentProviderNames } from '#platform/payments-door';
import {
  paymentStatuses,
  type StaffPaymentRow,
  StaffPaymentView,
  selectStaffPayments,
  staffPaymentView,
} from './payment-rows.ts';

/** Longer than any id of a provider. */
const MAX_REFERENCE = 200;

export const ListPaymentsSchema = z.strictObject({
  storeId: z.uuid().optional(),
  orderId: z.uuid().optional(),
  status: z.enum(paymentStatuses).optional(),
  method: z.enum(paymentMethodCodes).optional(),
  provider: z.enum(paymentProviderNames).optional(),
  reference: z.string().min(1).max(MAX_REFERENCE).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const StaffPaymentList = z
  .object({ data: z.array(StaffPaymentView), nextCursor: z.string().nullable() })
  .meta({ id: 'StaffPaymentList' });

const PlaceSchema = z.tuple([z.string(), z.uuid()]);

/** Payments of the stores that one may see, newest first, with those that a checkout still waits for. */
export async function listPayments(
  ctx: Context,
  input: z.input<typeof ListPaymentsSchema>,
): Promise<z.infer<typeof StaffPaymentList>> {
  const { storeId, orderId, status, method, provider, reference, limit, cursor } = parseInput(
    ListPaymentsSchema,
    input,
  );
  requirePermission(ctx, 'payments.read', storeId === undefined ? {} : { storeId });
  const conditions = [withinReach(ctx, 'payments.read', sql`store_id`)];
  if (storeId !== undefined) conditions.push(sql`store_id = ${storeId}`);
  if (orderId !== undefined) conditions.push(sql`order_id = ${orderId}`);
  if (status !== undefined) conditions.push(sql`status = ${status}`);
  if (method !== undefined) conditions.push(sql`method = ${method}`);
  if (provider !== undefined) conditions.push(sql`provider = ${provider}`);
  if (reference !== undefined) conditions.push(sql`provider_ref = ${reference}`);
  if (cursor !== undefined) {
    const [createdAt, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(created_at, id) < (${createdAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<StaffPaymentRow>(
    sql`${selectStaffPayments(sql.join(conditions, sql` and `))} order by created_at desc, id desc limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(staffPaymentView),
    nextCursor: last === undefined ? null : encodeCursor([last.created_at, last.id]),
  };
}
