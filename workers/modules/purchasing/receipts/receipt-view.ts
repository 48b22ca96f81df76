import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { goodsReceiptLines, goodsReceipts } from '#db/schema/purchasing';
import { suppliers } from '#db/schema/suppliers';
import { pieceCostPaise } from '../purchase-cost.ts';

const paise = z.int().nonnegative();
const pieces = z.int().nonnegative();

const GoodsReceiptLineView = z
  .object({
    position: z.int(),
    orderPosition: z.int().nullable(),
    variantId: z.uuid(),
    batchId: z.uuid(),
    batchNumber: z.string(),
    expiresOn: z.iso.date().nullable(),
    mrpPaise: paise,
    acceptedQuantity: pieces,
    rejectedQuantity: pieces,
    freeQuantity: pieces,
    rejectReason: z.string().nullable(),
    costPaise: paise,
    discountBasisPoints: z.int(),
    rateBasisPoints: z.int(),
    netPaise: paise,
    cgstPaise: paise,
    sgstPaise: paise,
    igstPaise: paise,
    chargesPaise: paise.meta({ description: 'Its share of freight, insurance and duty' }),
    returnedQuantity: pieces,
    pieceCostPaise: paise.meta({ description: 'What one piece has cost in the end, free ones counted' }),
  })
  .meta({ id: 'GoodsReceiptLine' });

export const GoodsReceiptView = z
  .object({
    id: z.uuid(),
    storeId: z.uuid(),
    supplierId: z.uuid(),
    supplierName: z.string(),
    purchaseOrderId: z.uuid().nullable(),
    status: z.enum(['booking', 'completed']).meta({ description: '`booking`: goes on by itself, soon on the shelf' }),
    invoiceNumber: z.string(),
    invoiceDate: z.iso.date(),
    freightPaise: paise,
    insurancePaise: paise,
    dutyPaise: paise,
    netPaise: paise,
    cgstPaise: paise,
    sgstPaise: paise,
    igstPaise: paise,
    warnings: z.array(z.string()).meta({ description: 'What was odd and received all the same' }),
    receivedBy: z.string(),
    receivedOn: z.iso.date(),
    receivedAt: z.iso.datetime(),
    completedAt: z.iso.datetime().nullable(),
    lines: z.array(GoodsReceiptLineView),
  })
  .meta({ id: 'GoodsReceipt' });
export type GoodsReceiptView = z.infer<typeof GoodsReceiptView>;

export interface GoodsReceiptRecord extends Omit<GoodsReceiptView, 'lines'> {
  requestHash: string;
  timeZone: string;
  lines: Omit<GoodsReceiptView['lines'][number], 'pieceCostPaise'>[];
}

const at = (column: SQL): SQL => sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Whole receipts with their lines; the condition is about `r`. */
export const selectGoodsReceipts = (condition: SQL): SQL => sql`select r.id, r.store_id as "storeId",
    r.supplier_id as "supplierId", s.name as "supplierName", r.purchase_order_id as "purchaseOrderId", r.status,
    r.invoice_number as "invoiceNumber", r.invoice_date as "invoiceDate", r.freight_paise as "freightPaise",
    r.insurance_paise as "insurancePaise", r.duty_paise as "dutyPaise", r.net_paise as "netPaise",
    r.cgst_paise as "cgstPaise", r.sgst_paise as "sgstPaise", r.igst_paise as "igstPaise", r.warnings,
    r.received_by as "receivedBy", r.received_on as "receivedOn", ${at(sql`r.received_at`)} as "receivedAt",
    ${at(sql`r.completed_at`)} as "completedAt", r.request_hash as "requestHash", store.time_zone as "timeZone",
    (select jsonb_agg(jsonb_build_object('position', l.position, 'orderPosition', l.order_position,
        'variantId', l.variant_id, 'batchId', l.batch_id, 'batchNumber', l.batch_number, 'expiresOn', l.expires_on,
        'mrpPaise', l.mrp_paise, 'acceptedQuantity', l.accepted_quantity, 'rejectedQuantity', l.rejected_quantity,
        'freeQuantity', l.free_quantity, 'rejectReason', l.reject_reason, 'costPaise', l.cost_paise,
        'discountBasisPoints', l.discount_basis_points, 'rateBasisPoints', l.rate_basis_points,
        'netPaise', l.net_paise, 'cgstPaise', l.cgst_paise, 'sgstPaise', l.sgst_paise, 'igstPaise', l.igst_paise,
        'chargesPaise', l.charges_paise, 'returnedQuantity', l.returned_quantity) order by l.position)
      from ${goodsReceiptLines} l where l.receipt_id = r.id) as lines
  from ${goodsReceipts} r join ${suppliers} s on s.id = r.supplier_id join stores store on store.id = r.store_id
  where ${condition}`;

export const goodsReceiptView = ({
  requestHash: _hash,
  timeZone: _zone,
  ...receipt
}: GoodsReceiptRecord): GoodsReceiptView => ({
  ...receipt,
  lines: receipt.lines.map((line) => ({
    ...line,
    pieceCostPaise: pieceCostPaise(
      line.netPaise + line.chargesPaise,
      line.acceptedQuantity + line.rejectedQuantity + line.freeQuantity,
    ),
  })),
});
