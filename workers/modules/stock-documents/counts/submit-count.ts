import { type SQL, sql } from 'drizzle-orm';
import type * as z from 'zod';
import { stockCountEntries, stockCounts } from '#db/schema/stock-documents';
import type { Permission } from '#platform/access/permission-table';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { CountSchema, type CountView, RecountSchema } from './count-schemas.ts';
import { type CountRecord, countView, latestOf, readCount } from './read-count.ts';

interface Move {
  permission: Permission;
  action: string;
  isDone(count: CountRecord): boolean;
  refusal(count: CountRecord): string;
  statements(count: CountRecord, at: string): SQL[];
  facts?: unknown;
}

/** Moves a count on without touching a shelf; repeating it changes nothing. */
async function moveCount(ctx: Context, countId: string, move: Move): Promise<CountView> {
  requirePermission(ctx, move.permission);
  const count = await readCount(ctx, countId);
  requirePermission(ctx, move.permission, { storeId: count.storeId });
  if (move.isDone(count)) return countView(count);
  const { action, facts } = move;
  try {
    await ctx.db.batch([
      ...move.statements(count, ctx.clock.now().toISOString()),
      ...writeFacts([auditFact(ctx, { action, subject: countId, storeId: count.storeId, facts })]),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('illegal_transition', move.refusal(count));
  }
  return countView(await readCount(ctx, countId));
}

/** Says that everything is counted: figures and differences are shown from now on. */
export async function submitCount(ctx: Context, input: z.input<typeof CountSchema>): Promise<CountView> {
  const { countId } = parseInput(CountSchema, input);
  return moveCount(ctx, countId, {
    permission: 'inventory.count',
    action: 'inventory.count.submit',
    isDone: ({ status }) => status === 'submitted',
    refusal: ({ status, entries, toRecount }) =>
      status === 'open' && (entries === 0 || toRecount > 0)
        ? `Nothing is counted, or ${toRecount} batches are still to be counted again.`
        : `A count that is ${status} cannot be submitted.`,
    statements: (_count, at) => [
      exactlyOne(sql`update ${stockCounts} set status = 'submitted', submitted_at = ${at}
        where id = ${countId} and status = 'open'
          and exists (select 1 from ${stockCountEntries} where count_id = ${countId})
          and not exists (select 1 from ${latestOf(sql`${countId}::uuid`)} as latest where is_to_recount)`),
    ],
  });
}

/** Asks for some batches to be counted once more, by whoever counts next: the count is open again, and blind. */
export async function askRecount(ctx: Context, input: z.input<typeof RecountSchema>): Promise<CountView> {
  const { countId, batchIds } = parseInput(RecountSchema, input);
  const ids = sql`${sql.param(batchIds)}::uuid[]`;
  return moveCount(ctx, countId, {
    permission: 'inventory.approve',
    action: 'inventory.count.recount',
    facts: { batches: batchIds.length },
    isDone: () => false,
    refusal: ({ status }) =>
      status === 'submitted'
        ? 'None of these batches was counted here.'
        : `A count that is ${status} cannot be counted again.`,
    statements: () => [
      exactlyOne(sql`update ${stockCounts} set status = 'open', round = round + 1
        where id = ${countId} and status = 'submitted'
          and exists (select 1 from ${stockCountEntries} where count_id = ${countId} and batch_id = any(${ids}))`),
      sql`update ${stockCountEntries} as entry set is_to_recount = true
        from ${latestOf(sql`${countId}::uuid`)} as latest
        where entry.count_id = latest.count_id and entry.batch_id = latest.batch_id and entry.round = latest.round
          and entry.batch_id = any(${ids})`,
    ],
  });
}

/** Drops a count: nothing of it is booked. */
export async function cancelCount(ctx: Context, input: z.input<typeof CountSchema>): Promise<CountView> {
  const { countId } = parseInput(CountSchema, input);
  return moveCount(ctx, countId, {
    permission: 'inventory.count',
    action: 'inventory.count.cancel',
    isDone: ({ status }) => status === 'cancelled',
    refusal: ({ status }) => `A count that is ${status} cannot be cancelled.`,
    statements: (_count, at) => [
      exactlyOne(sql`update ${stockCounts} set status = 'cancelled', closed_at = ${at}
        where id = ${countId} and status in ('open', 'submitted')`),
    ],
  });
}
