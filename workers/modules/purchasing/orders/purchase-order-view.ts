import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { products, variants } from '#db/schema/catalog';
import { purchaseOrderLines, purchaseOrderStatuses, purchaseOrders } from '#db/schema/purchasing';
import { suppliers } from '#db/schema/suppliers';

const paise = z.int().nonnegative();
const pieces = z.int().nonnegative();

const PurchaseOrderLineView = z
  .object({
    position: z.int(),
    variantId: z.uuid(),
    sku: z.string(),
    name: z.string(),
    quantity: pieces,
    freeQuantity: pieces,
    costPaise: paise.meta({ description: 'Of a piece, without tax and before discount' }),
    discountBasisPoints: z.int(),
    rateBasisPoints: z.int(),
    netPaise: paise,
    taxPaise: paise,
    receivedQuantity: pieces,
    receivedFreeQuantity: pieces,
  })
  .meta({ id: 'PurchaseOrderLine' });

export const PurchaseOrderView = z
  .object({
    id: z.uuid(),
    number: z.string(),
    storeId: z.uuid(),
    supplierId: z.uuid(),
    supplierName: z.string(),
    status: z.enum(purchaseOrderStatuses),
    expectedOn: z.iso.date(),
    netPaise: paise,
    taxPaise: paise,
    totalPaise: paise,
    approvedPaise: paise.nullable().meta({ description: 'The total as it was approved' }),
    approvedBy: z.string().nullable(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
    lines: z.array(PurchaseOrderLineView),
  })
  .meta({ id: 'PurchaseOrder' });
export type PurchaseOrderView = z.infer<typeof PurchaseOrderView>;

export interface PurchaseOrderRecord extends PurchaseOrderView {
  revision: number;
  requestHash: string;
}

const at = (column: SQL): SQL => sql`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Whole orders with their lines; the condition is about `o`. */
export const selectPurchaseOrders = (condition: SQL): SQL => sql`select o.id, o.number, o.store_id as "storeId",
    o.supplier_id as "supplierId", s.name as "supplierName", o.status, o.expected_on as "expectedOn",
    o.net_paise as "netPaise", o.tax_paise as "taxPaise", o.total_paise as "totalPaise",
    o.approved_paise as "approvedPaise", o.approved_by as "approvedBy", o.created_by as "createdBy",
    ${at(sql`o.created_at`)} as "createdAt", ${at(sql`o.sent_at`)} as "sentAt", ${at(sql`o.ended_at`)} as "endedAt",
    o.revision, o.request_hash as "requestHash",
    (select jsonb_agg(jsonb_build_object('position', l.position, 'variantId', l.variant_id, 'sku', v.sku, 'name', p.name,
        'quantity', l.quantity, 'freeQuantity', l.free_quantity, 'costPaise', l.cost_paise,
        'discountBasisPoints', l.discount_basis_points, 'rateBasisPoints', l.rate_basis_points, 'netPaise', l.net_paise,
        'taxPaise', l.tax_paise, 'receivedQuantity', l.received_quantity,
        'receivedFreeQuantity', l.received_free_quantity) order by l.position)
      from ${purchaseOrderLines} l join ${variants} v on v.id = l.variant_id join ${products} p on p.id = v.product_id
      where l.order_id = o.id) as lines
  from ${purchaseOrders} o join ${suppliers} s on s.id = o.supplier_id where ${condition}`;

export const purchaseOrderView = ({
  revision: _revision,
  requestHash: _hash,
  ...view
}: PurchaseOrderRecord): PurchaseOrderView => view;
