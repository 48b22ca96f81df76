import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { batches, stores } from '#db/schema/inventory';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';

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
        mrpPaise: z.int().min(1),
        quantity: z.int().min(1).max(MAX_QUANTITY),
      }),
    )
    .min(1)
    .max(MAX_RECEIVED_LINES),
});
export type ReceiveStock = z.infer<typeof ReceiveStockSchema>;

/** Books goods into a store, once per key: a repeated call answers what the first one booked. The batches exist already. */
export async function receiveStock(ctx: Context, input: ReceiveStock): Promise<{ booked: number }> {
  const { storeId, key, kind, lines } = parseInput(ReceiveStockSchema, input);
  requirePermission(ctx, 'inventory.receive', { storeId });

  const audit = auditFact(ctx, {
    action: 'inventory.receive',
    subject: key,
    storeId,
    facts: { kind, lines: lines.length },
  });
  const [found = []] = await ctx.db.batch<{ time_zone: string; unknown: number[] }>([
    sql`select time_zone, array(${unknownBatches(lines)}) as unknown from ${stores} where id = ${storeId}`,
    ...writeFacts([audit]),
  ]);
  const [store] = found;
  if (store === undefined) throw new AppError('not_found', 'There is no such store.');
  if (store.unknown.length > 0) {
    throw invalidInput(
      store.unknown.map((at) => ({ path: `lines.${at}.batchId`, message: 'No batch of this variant with this MRP' })),
    );
  }
  const timeZone = store.time_zone;
  return orThrow(await ctx.objects.stockRoom(storeId).receive({ storeId, timeZone }, key, kind, lines));
}

/** Enough to mend a delivery by. */
const MAX_NAMED_LINES = 50;

/** Lines whose batch is not in the records as they say: the shelf would sell it at an MRP that nobody printed. */
function unknownBatches(lines: ReceiveStock['lines']): SQL {
  const said = JSON.stringify(
    lines.map(({ batchId, variantId, mrpPaise }, at) => ({ at, batchId, variantId, mrpPaise })),
  );
  return sql`select line.at from jsonb_to_recordset(${said}::jsonb)
      as line(at int, "batchId" uuid, "variantId" uuid, "mrpPaise" bigint)
    where not exists (select 1 from ${batches} where ${batches.id} = line."batchId"
      and ${batches.variantId} = line."variantId" and ${batches.mrpPaise} = line."mrpPaise")
    order by line.at limit ${MAX_NAMED_LINES}`;
}
