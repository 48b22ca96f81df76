import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { stockCountEntries, stockCounts } from '#db/schema/stock-documents';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';
import { batchRecords, standingsOf } from '../posting/standings.ts';
import { type CountView, EnterCountsSchema } from './count-schemas.ts';
import { countView, readCount } from './read-count.ts';

/**
 * Writes down what somebody counted, and beside it what the store's object says at this very moment: their difference is what
 * the count will book. The same figure again changes nothing, so that a repeated request cannot shift that moment; another
 * figure in the same round replaces it. Throws `illegal_transition` when the count is no longer open, `in_progress` while the
 * store is being spread over objects.
 */
export async function enterCounts(ctx: Context, input: z.input<typeof EnterCountsSchema>): Promise<CountView> {
  requirePermission(ctx, 'inventory.count');
  const { countId, entries } = parseInput(EnterCountsSchema, input);
  const count = await readCount(ctx, countId);
  const { storeId, variantIds, round } = count;
  requirePermission(ctx, 'inventory.count', { storeId });
  const batchIds = entries.map(({ batchId }) => batchId);
  const records = await batchRecords(ctx, batchIds);
  const errors = batchIds.flatMap((batchId, at) => {
    const record = records.get(batchId);
    if (record === undefined) return [{ path: `entries.${at}.batchId`, message: 'There is no such batch' }];
    const isAsked = variantIds === null || variantIds.includes(record.variantId);
    return isAsked ? [] : [{ path: `entries.${at}.batchId`, message: 'Is not part of this count' }];
  });
  if (errors.length > 0) throw invalidInput(errors);

  // Before the look at the shelf: whatever is corrected from here on may not be in it yet.
  const countedAt = ctx.clock.now().toISOString();
  const standings = await settledStandings(ctx, storeId, batchIds);
  const expected = new Map(standings.map(({ batchId, quantities }) => [batchId, quantities.sellable]));
  const rows = entries.map(({ batchId, counted }) => ({
    countId,
    batchId,
    round,
    variantId: records.get(batchId)?.variantId ?? '',
    counted,
    expected: expected.get(batchId) ?? 0,
    costPaise: records.get(batchId)?.costPaise ?? 0,
    isToRecount: false,
    countedBy: describeActor(ctx.actor),
    countedAt,
  }));
  const json = JSON.stringify(rows.map((row) => fact(stockCountEntries, row).row));
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${stockCounts} set round = round
        where id = ${countId} and status = 'open' and round = ${round}`),
      sql`insert into ${stockCountEntries} as kept
        select * from jsonb_populate_recordset(null::${stockCountEntries}, ${json}::jsonb)
        on conflict (count_id, batch_id, round) do update set counted = excluded.counted, expected = excluded.expected,
          counted_by = excluded.counted_by, counted_at = excluded.counted_at
        where kept.counted <> excluded.counted`,
      ...writeFacts([
        auditFact(ctx, { action: 'inventory.count.enter', subject: countId, storeId, facts: { entries: rows.length } }),
      ]),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('illegal_transition', 'This count is no longer open in this round.');
  }
  return countView(await readCount(ctx, countId));
}

/** Goods between two objects of a store stand in none of them, or in both: what is read while they move is no figure to book by. */
async function settledStandings(ctx: Permitted, storeId: string, batchIds: readonly string[]) {
  const room = ctx.objects.stockRoom(storeId);
  const before = await room.layout();
  const standings = await standingsOf(ctx, storeId, batchIds);
  const after = await room.layout();
  if (before.phase !== 'moving' && before.version === after.version) return standings;
  throw new AppError('in_progress', 'The store is being rearranged. Enter it again when that is over.', {
    retryAfterSeconds: 10,
  });
}
