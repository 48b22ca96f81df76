import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { products, variants } from '#db/schema/catalog';
import { batches, stockMovements } from '#db/schema/inventory';
import { purchaseOrderLines, purchaseOrders } from '#db/schema/purchasing';
import { reorderLevels, supplierItems, suppliers } from '#db/schema/suppliers';
import { earliestExpiryFor } from '#modules/inventory';
import { requirePermission } from '#platform/access/require-permission';
import { dayIn } from '#platform/clock';
import type { Context, Permitted } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { listOf } from '../fields.ts';
import { proposePurchase, windowDaysOf } from '../propose-purchase.ts';
import { storeDay } from '../valuation/read-ledger.ts';
import { type PurchasingRules, selectRules } from './purchasing-rules.ts';

const pieces = z.int().nonnegative();

const PurchaseProposalView = z
  .object({
    variantId: z.uuid(),
    sku: z.string(),
    name: z.string(),
    supplierId: z.uuid(),
    supplierName: z.string(),
    quantity: pieces.meta({ description: 'To order: whole packs, at least the minimum' }),
    reorderPoint: pieces,
    targetStock: pieces,
    onHand: pieces,
    inTransit: pieces,
    onOrder: pieces,
    soldQuantity: pieces.meta({ description: 'Within the window' }),
    windowDays: z.int(),
    costPaise: pieces.nullable().meta({ description: 'Of the whole proposal at the last cost; null: not known' }),
  })
  .meta({ id: 'PurchaseProposal' });
type PurchaseProposalView = z.infer<typeof PurchaseProposalView>;
export const PurchaseProposalListView = listOf(PurchaseProposalView, 'PurchaseProposalList');

export const ListProposalsQuery = z.strictObject({
  supplierId: z.uuid().optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
const ListProposalsSchema = ListProposalsQuery.extend({ storeId: z.uuid() });

/** Variants that are looked at in one query. */
const CANDIDATES_AT_ONCE = 1_000;
const PlaceSchema = z.tuple([z.uuid()]);

interface Candidate {
  variantId: string;
  sku: string;
  name: string;
  supplierId: string;
  supplierName: string;
  packMultiple: number;
  minimumQuantity: number;
  lastCostPaise: number | null;
  leadTimeDays: number;
  reorderPoint: number | null;
  safetyStock: number | null;
  onHand: number;
  inTransit: number;
  soldQuantity: number;
  onOrder: number;
}

/** What a store should order now, variant by variant, from the suppliers that are preferred. Decides nothing by itself. */
export async function listPurchaseProposals(
  ctx: Context,
  input: z.input<typeof ListProposalsSchema>,
): Promise<z.infer<typeof PurchaseProposalListView>> {
  const { storeId, supplierId, limit, cursor } = parseInput(ListProposalsSchema, input);
  requirePermission(ctx, 'purchasing.read', { storeId });
  const scan = await openScan(ctx, storeId, supplierId ?? null);
  const found: PurchaseProposalView[] = [];
  let after = cursor === undefined ? null : decodeCursor(cursor, PlaceSchema)[0];
  while (found.length <= limit) {
    const candidates = await scan.next(after);
    if (candidates.length === 0) break;
    found.push(...candidates.flatMap((candidate) => scan.propose(candidate)));
    after = candidates.at(-1)?.variantId ?? null;
  }
  const data = found.slice(0, limit);
  const last = found.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.variantId]) };
}

async function openScan(ctx: Permitted, storeId: string, supplierId: string | null) {
  const { day, timeZone } = await storeDay(ctx, storeId);
  const [[rules], [first]] = (await ctx.db.batch([
    selectRules(sql`${storeId}::uuid`),
    sql`select occurred_at as at from ${stockMovements} where store_id = ${storeId} order by sequence limit 1`,
  ])) as unknown as [PurchasingRules[], { at: string }[]];
  const { reviewPeriodDays, safetyDays, demandWindowDays } = rules ?? fallback;
  const firstDay = first === undefined ? null : dayIn(timeZone, new Date(first.at));
  const windowDays = windowDaysOf(firstDay, day, demandWindowDays);
  const propose = (candidate: Candidate): PurchaseProposalView[] => {
    const proposal = proposePurchase({ ...candidate, windowDays, reviewPeriodDays, safetyDays });
    if (proposal === undefined) return [];
    const { position: _position, ...shown } = proposal;
    const { lastCostPaise, packMultiple: _pack, minimumQuantity: _minimum, safetyStock: _safety, ...facts } = candidate;
    const { leadTimeDays: _lead, ...known } = facts;
    const costPaise = lastCostPaise === null ? null : lastCostPaise * proposal.quantity;
    return [{ ...known, ...shown, windowDays, costPaise }];
  };
  const next = (after: string | null) =>
    ctx.db.query<Candidate>(candidates(storeId, supplierId, after, day, windowDays));
  return { next, propose };
}

/** Stands in only while no limits are entered at all. */
const fallback = { reviewPeriodDays: 7, safetyDays: 7, demandWindowDays: 90 };

/** Preferred items with what is known of them in a store, from the ledger and the orders. */
function candidates(storeId: string, supplierId: string | null, after: string | null, day: string, windowDays: number) {
  return sql`with candidate as (
      select item.*, s.name as supplier_name, s.lead_time_days from ${supplierItems} item
      join ${suppliers} s on s.id = item.supplier_id and s.status = 'active'
      where item.preferred and (${supplierId}::uuid is null or item.supplier_id = ${supplierId}::uuid)
        and (${after}::uuid is null or item.variant_id > ${after}::uuid)
      order by item.variant_id limit ${CANDIDATES_AT_ONCE}
    ), moved as (
      select m.variant_id,
        sum(m.quantity) filter (where m.state = 'sellable'
          and (b.expires_on is null or b.expires_on >= ${earliestExpiryFor(day, 'web')}::date)) as on_hand,
        sum(m.quantity) filter (where m.state = 'in_transit') as in_transit,
        -sum(m.quantity) filter (where m.kind in ('sale', 'return')
          and m.occurred_at >= ${day}::date - ${windowDays}::int) as sold
      from ${stockMovements} m join ${batches} b on b.id = m.batch_id
      where m.store_id = ${storeId} and m.variant_id in (select variant_id from candidate) group by m.variant_id
    ), ordered as (
      select l.variant_id, sum(greatest(l.quantity - l.received_quantity, 0)
          + greatest(l.free_quantity - l.received_free_quantity, 0)) as on_order
      from ${purchaseOrderLines} l join ${purchaseOrders} o on o.id = l.order_id
      where l.store_id = ${storeId} and o.status in ('draft', 'sent', 'partly_received') group by l.variant_id
    )
    select c.variant_id as "variantId", v.sku, p.name, c.supplier_id as "supplierId", c.supplier_name as "supplierName",
      c.pack_multiple as "packMultiple", c.minimum_quantity as "minimumQuantity", c.last_cost_paise as "lastCostPaise",
      c.lead_time_days as "leadTimeDays", level.reorder_point as "reorderPoint", level.safety_stock as "safetyStock",
      greatest(coalesce(moved.on_hand, 0), 0)::int as "onHand", greatest(coalesce(moved.in_transit, 0), 0)::int as "inTransit",
      greatest(coalesce(moved.sold, 0), 0)::int as "soldQuantity", coalesce(ordered.on_order, 0)::int as "onOrder"
    from candidate c join ${variants} v on v.id = c.variant_id and v.status = 'active'
      join ${products} p on p.id = v.product_id
      left join moved on moved.variant_id = c.variant_id left join ordered on ordered.variant_id = c.variant_id
      left join ${reorderLevels} level on level.variant_id = c.variant_id and level.store_id = ${storeId}
    order by c.variant_id`;
}
