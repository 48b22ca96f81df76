import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { goodsReceipts } from '#db/schema/purchasing';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { describeError, log } from '#platform/log';
import { parseInput } from '#platform/parse-input';
import { bookReceipt } from './book-receipt.ts';
import { findReceipt } from './read-receipt.ts';

/** One sweep's work; what is left waits a minute. */
const MAX_AT_ONCE = 50;

export const CompletionView = z
  .object({ completed: z.int().nonnegative(), failed: z.int().nonnegative() })
  .meta({ id: 'Completion' });
export type CompletionView = z.infer<typeof CompletionView>;

const CompleteSchema = z.strictObject({ storeId: z.uuid().optional() });

/**
 * Goes on with receipts that were written down and never said to be on the shelf: their process died, or the answer was lost.
 * Bears repeating, also while the first one is still at it.
 */
export async function completeReceipts(ctx: Context, input: z.input<typeof CompleteSchema>): Promise<CompletionView> {
  const { storeId } = parseInput(CompleteSchema, input);
  requirePermission(ctx, 'sagas.manage', storeId === undefined ? {} : { storeId });
  const store = storeId === undefined ? withinReach(ctx, 'sagas.manage', sql`store_id`) : sql`store_id = ${storeId}`;
  // Those that fail again go to the end, so that a stuck one never keeps the others from their turn.
  const waiting = await ctx.db.query<{ id: string }>(sql`select id from ${goodsReceipts}
    where status = 'booking' and ${store} order by last_error is not null, received_at limit ${MAX_AT_ONCE}`);
  const outcome = { completed: 0, failed: 0 };
  for (const { id } of waiting) {
    try {
      const receipt = await findReceipt(ctx, id);
      if (receipt !== undefined) await bookReceipt(ctx, receipt);
      outcome.completed += 1;
    } catch (error) {
      outcome.failed += 1;
      log('warn', 'A goods receipt could not be completed and will be tried again', { id, ...describeError(error) });
    }
  }
  return outcome;
}
