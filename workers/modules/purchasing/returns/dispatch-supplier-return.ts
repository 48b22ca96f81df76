import { type SQL, sql } from 'drizzle-orm';
import type * as z from 'zod';
import { goodsReceiptLines, supplierReturnLines, supplierReturns } from '#db/schema/purchasing';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { invalidInput, parseInput } from '#platform/parse-input';
import { requireSupplierReturnMove } from '../supplier-return-machine.ts';
import { findReturn, openReturn, SupplierReturnParams } from './read-return.ts';
import { debitOf, type ReceivedGoods, selectReceivedGoods, sumDebits } from './receipt-lines.ts';
import { type SupplierReturnRecord, type SupplierReturnView, supplierReturnView } from './return-view.ts';
import { countReturned, takeOffShelf } from './take-off-shelf.ts';

/**
 * Sends a return on its way: its amounts become final, its goods leave the shelves. Repeating it goes on where it stopped.
 * Throws `out_of_stock` when the shelves do not have the goods in these states; then it is a draft again.
 */
export async function dispatchSupplierReturn(
  ctx: Context,
  input: z.input<typeof SupplierReturnParams>,
): Promise<SupplierReturnView> {
  const { supplierReturnId } = parseInput(SupplierReturnParams, input);
  const { ctx: allowed, found } = await openReturn(ctx, 'purchasing.write', supplierReturnId);
  if (found.status === 'dispatched') return supplierReturnView(found);
  const since = found.status === 'dispatching' ? found.dispatchedAt : await intend(allowed, found);
  const intended = (await findReturn(allowed, found.id)) ?? found;
  await takeOffShelf(allowed, intended, since ?? '');
  return supplierReturnView((await findReturn(allowed, found.id)) ?? intended);
}

/** Writes down that the goods are to leave, with the final amounts. Answers when: the mark of this attempt. */
async function intend(ctx: Permitted, found: SupplierReturnRecord): Promise<string> {
  requireSupplierReturnMove(found.status, 'dispatching');
  const since = ctx.clock.now().toISOString();
  const receiptIds = `{${found.lines.map(({ receiptId }) => receiptId).join(',')}}`;
  const received = await ctx.db.query<ReceivedGoods>(
    selectReceivedGoods(sql`l.receipt_id = any (${receiptIds}::uuid[])`),
  );
  const { statements, amounts } = finalLines(found, received);
  const { id, storeId, status } = found;
  const after = { status: 'dispatching', ...amounts };
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${supplierReturns} set status = 'dispatching', dispatched_at = ${since},
        net_paise = ${amounts.netPaise}, cgst_paise = ${amounts.cgstPaise}, sgst_paise = ${amounts.sgstPaise},
        igst_paise = ${amounts.igstPaise}, total_paise = ${amounts.totalPaise} where id = ${id} and status = 'draft'`),
      ...statements,
      ...writeFacts([
        auditFact(ctx, { action: 'purchasing.dispatch_return', subject: id, storeId, before: { status }, after }),
      ]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', 'Goods of these receipts have just gone back. Look again.');
    throw error;
  }
  return since;
}

/** The lines at what is due now that earlier returns are known, and what keeps two returns from taking the same pieces. */
function finalLines(found: SupplierReturnRecord, received: readonly ReceivedGoods[]) {
  const returned = new Map(received.map((line) => [line, line.returnedQuantity]));
  const statements: SQL[] = received.map((line) =>
    demand(sql`exists (select 1 from ${goodsReceiptLines} where receipt_id = ${line.receiptId}
      and position = ${line.position} and returned_quantity = ${line.returnedQuantity} for update)`),
  );
  const debits = found.lines.map((line) => {
    const source = received.find(
      ({ receiptId, position }) => receiptId === line.receiptId && position === line.receiptPosition,
    );
    const before = source === undefined ? 0 : (returned.get(source) ?? 0);
    if (source === undefined || before + line.quantity > source.pieces) {
      const path = `lines.${line.position - 1}.quantity`;
      throw invalidInput([{ path, message: 'These pieces went back with another return: cancel this one' }]);
    }
    returned.set(source, before + line.quantity);
    const debit = debitOf(source, before, line.quantity);
    statements.push(
      countReturned(line, line.quantity),
      sql`update ${supplierReturnLines} set net_paise = ${debit.netPaise}, cgst_paise = ${debit.cgstPaise},
        sgst_paise = ${debit.sgstPaise}, igst_paise = ${debit.igstPaise}
        where return_id = ${found.id} and position = ${line.position}`,
    );
    return debit;
  });
  return { statements, amounts: sumDebits(debits) };
}
