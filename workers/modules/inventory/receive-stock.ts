import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { stores } from '#db/schema/inventory';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { requirePermission } from '#platform/permissions';

/** More than any delivery brings of one batch; keeps the sums of a store inside 32 bits. */
const MAX_QUANTITY = 1_000_000;
/** What one object call carries with ease: about a megabyte. Longer deliveries come as several keys. */
const MAX_RECEIVED_LINES = 5_000;
const MAX_KEY_LENGTH = 255;
const MAX_BATCH_NUMBER_LENGTH = 40;

export const ReceiveStockSchema = z.strictObject({
  storeId: z.uuid(),
  key: z.string().min(1).max(MAX_KEY_LENGTH),
  kind: z.enum(['opening', 'receipt']),
  lines: z
    .array(
      z.strictObject({
        batchId: z.uuid(),
        variantId: z.uuid(),
        batchNumber: z.string().min(1).max(MAX_BATCH_NUMBER_LENGTH),
        expiresOn: z.iso.date().nullable(),
        mrpPaise: z.int().min(0),
        quantity: z.int().min(1).max(MAX_QUANTITY),
      }),
    )
    .min(1)
    .max(MAX_RECEIVED_LINES),
});
export type ReceiveStock = z.infer<typeof ReceiveStockSchema>;

/** Books goods into a store, once per key: a repeated call answers what the first one booked. The batches exist already. */
export async function receiveStock(ctx: Context, input: ReceiveStock): Promise<{ booked: number }> {
  requirePermission(ctx, 'inventory.receive');
  const { storeId, key, kind, lines } = parseInput(ReceiveStockSchema, input);

  const audit = auditFact(ctx, {
    action: 'inventory.receive',
    subject: key,
    storeId,
    facts: { kind, lines: lines.length },
  });
  const [found = []] = await ctx.db.batch<{ time_zone: string }>([
    sql`select time_zone from ${stores} where id = ${storeId}`,
    ...writeFacts([audit]),
  ]);
  const timeZone = found[0]?.time_zone;
  if (timeZone === undefined) throw new AppError('not_found', 'There is no such store.');
  return orThrow(await ctx.objects.stockRoom(storeId).receive({ storeId, timeZone }, key, kind, lines));
}
