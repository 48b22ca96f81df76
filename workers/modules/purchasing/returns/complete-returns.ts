import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { supplierReturns } from '#db/schema/purchasing';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { describeError, log } from '#platform/log';
import { parseInput } from '#platform/parse-input';
import type { CompletionView } from '../receipts/complete-receipts.ts';
import { findReturn } from './read-return.ts';
import { takeOffShelf } from './take-off-shelf.ts';

/** One sweep's work; what is left waits a minute. */
const MAX_AT_ONCE = 50;
/** Longer than any request lives: whoever has dispatched it is gone. */
const ABANDONED_AFTER_MS = 60_000;

const CompleteSchema = z.strictObject({ storeId: z.uuid().optional() });

/**
 * Goes on with returns that were to leave the shelves and never said to have left. Each is taken over first, so that whoever
 * began it and is only slow cannot make a draft of it behind this one's back. Bears repeating.
 */
export async function completeReturns(ctx: Context, input: z.input<typeof CompleteSchema>): Promise<CompletionView> {
  const { storeId } = parseInput(CompleteSchema, input);
  requirePermission(ctx, 'sagas.manage', storeId === undefined ? {} : { storeId });
  const store = storeId === undefined ? withinReach(ctx, 'sagas.manage', sql`store_id`) : sql`store_id = ${storeId}`;
  const nowMs = ctx.clock.now().getTime();
  const since = new Date(nowMs).toISOString();
  const abandoned = new Date(nowMs - ABANDONED_AFTER_MS).toISOString();
  const taken = await ctx.db.query<{ id: string }>(sql`update ${supplierReturns} set dispatched_at = ${since}
    where id in (select id from ${supplierReturns} where status = 'dispatching' and dispatched_at < ${abandoned}
      and ${store} order by dispatched_at limit ${MAX_AT_ONCE} for update skip locked) returning id`);
  const outcome = { completed: 0, failed: 0 };
  for (const { id } of taken) {
    try {
      const found = await findReturn(ctx, id);
      if (found?.status === 'dispatching') await takeOffShelf(ctx, found, since);
      outcome.completed += 1;
    } catch (error) {
      outcome.failed += 1;
      log('warn', 'A supplier return could not be completed and will be tried again', { id, ...describeError(error) });
    }
  }
  return outcome;
}
