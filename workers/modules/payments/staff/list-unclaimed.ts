import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { paymentReports } from '#db/schema/payments';
import { MoneyView } from '#modules/catalog';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { inr } from '#platform/money';
import { parseInput } from '#platform/parse-input';

export const ListUnclaimedSchema = z.strictObject({ limit: LimitParameter, cursor: CursorParameter });

const UnclaimedView = z
  .object({
    id: z.string(),
    provider: z.string(),
    paymentId: z.uuid().nullable(),
    orderId: z.uuid().nullable(),
    reference: z.string(),
    amount: MoneyView,
    receivedAt: z.iso.datetime(),
  })
  .meta({ id: 'UnclaimedPayment' });
export const UnclaimedList = z
  .object({ data: z.array(UnclaimedView), nextCursor: z.string().nullable() })
  .meta({ id: 'UnclaimedPaymentList' });

interface ReportRow {
  id: string;
  provider: string;
  payment_id: string | null;
  order_id: string | null;
  reference: string;
  amount_paise: number;
  received_at: string;
}

const PlaceSchema = z.tuple([z.string(), z.string().max(300)]);

/** Money that came for nothing we know of, or not as it was asked for: somebody gives it back or finds its order. */
export async function listUnclaimed(
  ctx: Context,
  input: z.input<typeof ListUnclaimedSchema>,
): Promise<z.infer<typeof UnclaimedList>> {
  requirePermission(ctx, 'payments.reconcile');
  const { limit, cursor } = parseInput(ListUnclaimedSchema, input);
  const conditions = [sql`status = 'unclaimed'`];
  if (cursor !== undefined) {
    const [receivedAt, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(received_at, id) < (${receivedAt}::timestamptz, ${id})`);
  }
  const rows =
    await ctx.db.query<ReportRow>(sql`select id, provider, payment_id, news -> 'report' ->> 'orderId' as order_id,
    news -> 'report' ->> 'providerRef' as reference, (news -> 'report' ->> 'amountPaise')::bigint as amount_paise, received_at
    from ${paymentReports} where ${sql.join(conditions, sql` and `)} order by received_at desc, id desc limit ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map((row) => ({
      id: row.id,
      provider: row.provider,
      paymentId: row.payment_id,
      orderId: row.order_id,
      reference: row.reference,
      amount: inr(row.amount_paise),
      receivedAt: new Date(row.received_at).toISOString(),
    })),
    nextCursor: last === undefined ? null : encodeCursor([last.received_at, last.id]),
  };
}
