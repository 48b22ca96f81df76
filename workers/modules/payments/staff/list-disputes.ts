import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { disputes } from '#db/schema/payments';
import { MoneyView } from '#modules/catalog';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { inr } from '#platform/money';
import { parseInput } from '#platform/parse-input';

const statuses = ['opened', 'won', 'lost'] as const;

export const ListDisputesSchema = z.strictObject({
  storeId: z.uuid().optional(),
  status: z.enum(statuses).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});

const DisputeView = z
  .object({
    id: z.uuid(),
    provider: z.string(),
    reference: z.string(),
    paymentId: z.uuid().nullable(),
    orderId: z.uuid().nullable(),
    storeId: z.uuid().nullable(),
    amount: MoneyView,
    reason: z.string().meta({ description: "In the provider's words" }),
    status: z.enum(statuses),
    respondBy: z.iso.datetime().nullable(),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Dispute' });
export const DisputeList = z
  .object({ data: z.array(DisputeView), nextCursor: z.string().nullable() })
  .meta({ id: 'DisputeList' });

interface DisputeRow {
  id: string;
  provider: string;
  provider_ref: string;
  payment_id: string | null;
  order_id: string | null;
  store_id: string | null;
  amount_paise: number;
  reason: string;
  status: (typeof statuses)[number];
  respond_by: string | null;
  opened_at: string;
  closed_at: string | null;
}

const instant = (text: string): string => new Date(text).toISOString();
const maybe = (text: string | null): string | null => (text === null ? null : instant(text));
const PlaceSchema = z.tuple([z.string(), z.uuid()]);

/** Payments that buyers' banks ask back, newest first. What belongs to no store is seen by whoever sees them all. */
export async function listDisputes(
  ctx: Context,
  input: z.input<typeof ListDisputesSchema>,
): Promise<z.infer<typeof DisputeList>> {
  const { storeId, status, limit, cursor } = parseInput(ListDisputesSchema, input);
  requirePermission(ctx, 'payments.read', storeId === undefined ? {} : { storeId });
  const conditions = [withinReach(ctx, 'payments.read', sql`store_id`)];
  if (storeId !== undefined) conditions.push(sql`store_id = ${storeId}`);
  if (status !== undefined) conditions.push(sql`status = ${status}`);
  if (cursor !== undefined) {
    const [openedAt, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(opened_at, id) < (${openedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<DisputeRow>(sql`select id, provider, provider_ref, payment_id, order_id, store_id,
    amount_paise, reason, status, respond_by, opened_at, closed_at from ${disputes}
    where ${sql.join(conditions, sql` and `)} order by opened_at desc, id desc limit ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map((row) => ({
      id: row.id,
      provider: row.provider,
      reference: row.provider_ref,
      paymentId: row.payment_id,
      orderId: row.order_id,
      storeId: row.store_id,
      amount: inr(row.amount_paise),
      reason: row.reason,
      status: row.status,
      respondBy: maybe(row.respond_by),
      openedAt: instant(row.opened_at),
      closedAt: maybe(row.closed_at),
    })),
    nextCursor: last === undefined ? null : encodeCursor([last.opened_at, last.id]),
  };
}
