import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { supplierReturns } from '#db/schema/purchasing';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';
import { Code } from '../fields.ts';
import { maxOrderPaise } from '../limits.ts';
import { requireSupplierReturnMove } from '../supplier-return-machine.ts';
import { findReturn, openReturn, SupplierReturnParams } from './read-return.ts';
import { type SupplierReturnRecord, type SupplierReturnView, supplierReturnView } from './return-view.ts';

export const SettleSupplierReturnBody = z.strictObject({
  settledPaise: z.int().min(0).max(maxOrderPaise).meta({ description: 'What the supplier has credited, tax included' }),
  creditNoteNumber: Code,
});
const SettleSupplierReturnSchema = SettleSupplierReturnBody.extend(SupplierReturnParams.shape);

/** Records the supplier's credit note for a dispatched return, once: another amount for a settled one is a `conflict`. */
export async function settleSupplierReturn(
  ctx: Context,
  input: z.input<typeof SettleSupplierReturnSchema>,
): Promise<SupplierReturnView> {
  const { supplierReturnId, settledPaise, creditNoteNumber } = parseInput(SettleSupplierReturnSchema, input);
  const { ctx: allowed, found } = await openReturn(ctx, 'purchasing.approve', supplierReturnId);
  if (found.status === 'settled') {
    if (found.settledPaise === settledPaise && found.creditNoteNumber === creditNoteNumber) {
      return supplierReturnView(found);
    }
    throw new AppError('conflict', 'This return is settled already, by another credit note.');
  }
  requireSupplierReturnMove(found.status, 'settled');
  if (settledPaise > found.totalPaise) {
    throw invalidInput([{ path: 'settledPaise', message: `Above the debit note of ${found.totalPaise} paise` }]);
  }
  return end(allowed, found, {
    to: 'settled',
    set: sql`settled_paise = ${settledPaise}, credit_note_number = ${creditNoteNumber}`,
    after: { settledPaise, creditNoteNumber },
  });
}

/** Gives a draft up: its number stays used. Repeating it changes nothing. */
export async function cancelSupplierReturn(
  ctx: Context,
  input: z.input<typeof SupplierReturnParams>,
): Promise<SupplierReturnView> {
  const { supplierReturnId } = parseInput(SupplierReturnParams, input);
  const { ctx: allowed, found } = await openReturn(ctx, 'purchasing.write', supplierReturnId);
  if (found.status === 'cancelled') return supplierReturnView(found);
  requireSupplierReturnMove(found.status, 'cancelled');
  return end(allowed, found, { to: 'cancelled', set: sql`last_error = null`, after: {} });
}

interface Ending {
  to: 'settled' | 'cancelled';
  set: SQL;
  after: Record<string, unknown>;
}

async function end(ctx: Permitted, found: SupplierReturnRecord, ending: Ending): Promise<SupplierReturnView> {
  const { id, storeId, status } = found;
  const action = ending.to === 'settled' ? 'purchasing.settle_return' : 'purchasing.cancel_return';
  const after = { status: ending.to, ...ending.after };
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${supplierReturns} set status = ${ending.to}, ended_at = ${ctx.clock.now().toISOString()},
        ${ending.set} where id = ${id} and status = ${status}`),
      ...writeFacts([auditFact(ctx, { action, subject: id, storeId, before: { status }, after })]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', 'This return has just been changed. Look at it again.');
    throw error;
  }
  return supplierReturnView((await findReturn(ctx, id)) ?? found);
}
