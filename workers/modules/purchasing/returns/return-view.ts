import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import {
  supplierReturnLines,
  supplierReturnReasons,
  supplierReturnStatuses,
  supplierReturns,
} from '#db/schema/purchasing';
import { suppliers } from '#db/schema/suppliers';

const paise = z.int().nonnegative();

export const returnableStates = ['sellable', 'quarantined', 'damaged', 'expired'] as const;

const SupplierReturnLineView = z
  .object({
    position: z.int(),
    receiptId: z.uuid(),
    receiptPosition: z.int(),
    variantId: z.uuid(),
    batchId: z.uuid(),
    batchNumber: z.string(),
    expiresOn: z.iso.date().nullable(),
    mrpPaise: paise,
    state: z.enum(returnableStates),
    reason: z.enum(supplierReturnReasons),
    quantity: z.int(),
    rateBasisPoints: z.int(),
    netPaise: paise,
    cgstPaise: paise,
    sgstPaise: paise,
    igstPaise: paise,
  })
  .meta({ id: 'SupplierReturnLine' });

export const SupplierReturnView = z
  .object({
    id: z.uuid(),
    number: z.string().meta({ description: 'Of the debit note' }),
    storeId: z.uuid(),
    supplierId: z.uuid(),
    supplierName: z.string(),
    status: z.enum(supplierReturnStatuses).meta({ description: '`dispatching`: goes on by itself' }),
    netPaise: paise.meta({ description: 'Expected until it is dispatched, final from then on' }),
    cgstPaise: paise,
    sgstPaise: paise,
    igstPaise: paise,
    totalPaise: paise,
    settledPaise: paise.nullable().meta({ description: 'What the supplier has credited' }),
    creditNoteNumber: z.string().nullable(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    dispatchedAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
    lines: z.array(SupplierReturnLineView),
  })
  .meta({ id: 'SupplierReturn' });
export type SupplierReturnView = z.infer<typeof SupplierReturnView>;

export interface SupplierReturnRecord extends SupplierReturnView {
  requestHash: string;
  timeZone: string;
}

const at = (column: SQL): SQL => sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Whole returns with their lines; the condition is about `r`. */
export const selectSupplierReturns = (condition: SQL): SQL => sql`select r.id, r.number, r.store_id as "storeId",
    r.supplier_id as "supplierId", s.name as "supplierName", r.status, r.net_paise as "netPaise",
    r.cgst_paise as "cgstPaise", r.sgst_paise as "sgstPaise", r.igst_paise as "igstPaise",
    r.total_paise as "totalPaise", r.settled_paise as "settledPaise", r.credit_note_number as "creditNoteNumber",
    r.created_by as "createdBy", ${at(sql`r.created_at`)} as "createdAt", ${at(sql`r.dispatched_at`)} as "dispatchedAt",
    ${at(sql`r.ended_at`)} as "endedAt", r.request_hash as "requestHash", store.time_zone as "timeZone",
    (select jsonb_agg(jsonb_build_object('position', l.position, 'receiptId', l.receipt_id,
        'receiptPosition', l.receipt_position, 'variantId', l.variant_id, 'batchId', l.batch_id,
        'batchNumber', l.batch_number, 'expiresOn', l.expires_on, 'mrpPaise', l.mrp_paise, 'state', l.state,
        'reason', l.reason, 'quantity', l.quantity, 'rateBasisPoints', l.rate_basis_points, 'netPaise', l.net_paise,
        'cgstPaise', l.cgst_paise, 'sgstPaise', l.sgst_paise, 'igstPaise', l.igst_paise) order by l.position)
      from ${supplierReturnLines} l where l.return_id = r.id) as lines
  from ${supplierReturns} r join ${suppliers} s on s.id = r.supplier_id join stores store on store.id = r.store_id
  where ${condition}`;

export const supplierReturnView = ({
  requestHash: _hash,
  timeZone: _zone,
  ...view
}: SupplierReturnRecord): SupplierReturnView => view;
