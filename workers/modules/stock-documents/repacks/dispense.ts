import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { bottleDispensings, openBottles } from '#db/schema/stock-batches';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import { dayIn } from '#platform/clock';
import type { Context } from '#platform/context';
import { isDuplicateIn } from '#platform/database-errors';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { keyedId } from '#platform/keyed-id';
import { parseInput } from '#platform/parse-input';
import { storeFacts } from '../posting/stores.ts';
import { requireNotRecalled } from '../recalls/require-not-recalled.ts';
import { readBottle } from './bottles.ts';
import { type BottleView, DiscardBottleSchema, DispenseSchema } from './repack-schemas.ts';

/**
 * Writes down what was poured from an open bottle. Throws `conflict` when less is left in it or its last day is over, and
 * `idempotency_mismatch` for another amount under the same key.
 */
export async function dispense(ctx: Context, input: z.input<typeof DispenseSchema>): Promise<BottleView> {
  requirePermission(ctx, 'inventory.repack');
  const { bottleId, amount, reference, key } = parseInput(DispenseSchema, input);
  const bottle = await readBottle(ctx, bottleId);
  const { storeId } = bottle;
  requirePermission(ctx, 'inventory.repack', { storeId });
  const id = await keyedId('dispense', bottleId, key);
  const isKnown = async (): Promise<boolean> => {
    const [known] = await ctx.db.query<{ amount: number; reference: string }>(
      sql`select amount, reference from ${bottleDispensings} where id = ${id}`,
    );
    if (known !== undefined && (known.amount !== amount || known.reference !== reference)) {
      throw new AppError('idempotency_mismatch', 'Something else was poured under this key.');
    }
    return known !== undefined;
  };
  if (await isKnown()) return bottle;
  await requireNotRecalled(ctx, [bottle]);
  const { timeZone } = await storeFacts(ctx, storeId);
  const now = ctx.clock.now();
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${openBottles} set remaining_amount = remaining_amount - ${amount}::int,
          status = case when remaining_amount = ${amount}::int then 'empty' else status end,
          closed_at = case when remaining_amount = ${amount}::int then ${now.toISOString()}::timestamptz end
        where id = ${bottleId} and status = 'open' and remaining_amount >= ${amount}::int
          and discard_on >= ${dayIn(timeZone, now)}::date`),
      sql`insert into ${bottleDispensings} values (${id}, ${bottleId}, ${amount}, ${reference},
        ${describeActor(ctx.actor)}, ${now.toISOString()})`,
      ...writeFacts([
        auditFact(ctx, { action: 'inventory.dispense', subject: bottleId, storeId, after: { amount, reference } }),
      ]),
    ]);
  } catch (error) {
    if (!wasRefused(error) && !isDuplicateIn(error, 'bottle_dispensings')) throw error;
    if (!(await isKnown())) {
      const { status, remainingAmount, unit, discardOn } = await readBottle(ctx, bottleId);
      throw new AppError(
        'conflict',
        `It is ${status}, holds ${remainingAmount} ${unit} and is good until ${discardOn}.`,
      );
    }
  }
  return readBottle(ctx, bottleId);
}

/** Ends an open bottle before it is empty: what is left in it is lost. Repeating it changes nothing. */
export async function discardBottle(ctx: Context, input: z.input<typeof DiscardBottleSchema>): Promise<BottleView> {
  requirePermission(ctx, 'inventory.repack');
  const { bottleId, reason } = parseInput(DiscardBottleSchema, input);
  const { storeId, status, remainingAmount } = await readBottle(ctx, bottleId);
  requirePermission(ctx, 'inventory.repack', { storeId });
  if (status === 'discarded') return readBottle(ctx, bottleId);
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${openBottles} set status = 'discarded', closed_at = ${ctx.clock.now().toISOString()},
        closed_for = ${reason} where id = ${bottleId} and status = 'open'`),
      ...writeFacts([
        auditFact(ctx, { action: 'inventory.discard', subject: bottleId, storeId, reason, after: { remainingAmount } }),
      ]),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('illegal_transition', `A bottle that is ${status} cannot be discarded.`);
  }
  return readBottle(ctx, bottleId);
}
