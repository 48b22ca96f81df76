import { type SQL, sql } from 'drizzle-orm';
import { goodsReceiptLines, goodsReceipts } from '#db/schema/purchasing';
import { sumPaise } from '#platform/money';
import { type PurchaseTax, returnedPaise } from '../purchase-cost.ts';

/** A line of a receipt as returns see it. */
export interface ReceivedGoods extends PurchaseTax {
  receiptId: string;
  position: number;
  variantId: string;
  batchId: string;
  batchNumber: string;
  expiresOn: string | null;
  mrpPaise: number;
  rateBasisPoints: number;
  netPaise: number;
  pieces: number;
  paidPieces: number;
  returnedQuantity: number;
}

/** Lines of completed receipts, the newest first; the condition is about `l` (the line) and `r` (its receipt). */
export const selectReceivedGoods = (condition: SQL): SQL => sql`select l.receipt_id as "receiptId", l.position,
    l.variant_id as "variantId", l.batch_id as "batchId", l.batch_number as "batchNumber", l.expires_on as "expiresOn",
    l.mrp_paise as "mrpPaise", l.rate_basis_points as "rateBasisPoints", l.net_paise as "netPaise",
    l.cgst_paise as "cgstPaise", l.sgst_paise as "sgstPaise", l.igst_paise as "igstPaise",
    l.accepted_quantity + l.rejected_quantity + l.free_quantity as pieces,
    l.accepted_quantity + l.rejected_quantity as "paidPieces", l.returned_quantity as "returnedQuantity"
  from ${goodsReceiptLines} l join ${goodsReceipts} r on r.id = l.receipt_id and r.status = 'completed'
  where ${condition} order by r.received_at desc, l.receipt_id, l.position`;

/** What the supplier owes for so many pieces of a line that go back after `before` others did; free ones bring nothing. */
export function debitOf(line: ReceivedGoods, before: number, quantity: number): { netPaise: number } & PurchaseTax {
  const share = (paise: number) => returnedPaise(paise, line.paidPieces, before, quantity);
  return {
    netPaise: share(line.netPaise),
    cgstPaise: share(line.cgstPaise),
    sgstPaise: share(line.sgstPaise),
    igstPaise: share(line.igstPaise),
  };
}

/** The amounts of a debit note over its lines. */
export function sumDebits(lines: readonly ({ netPaise: number } & PurchaseTax)[]) {
  const sum = (figure: 'netPaise' | keyof PurchaseTax) => sumPaise(lines.map((line) => line[figure]));
  const amounts = {
    netPaise: sum('netPaise'),
    cgstPaise: sum('cgstPaise'),
    sgstPaise: sum('sgstPaise'),
    igstPaise: sum('igstPaise'),
  };
  return { ...amounts, totalPaise: sumPaise(Object.values(amounts)) };
}
