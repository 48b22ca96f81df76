import { type SQL, sql } from 'drizzle-orm';
import type * as z from 'zod';
import { orderLines, orders } from '#db/schema/orders';
import { type BuyerColumns, openBuyer } from '#modules/orders';
import { allows, reachOf, requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { instant } from '../posting/instants.ts';
import { nextPage, placeBefore } from '../posting/pages.ts';
import { readRecall } from './read-recall.ts';
import { type BatchBuyerListView, type BatchBuyerView, RecallPageSchema } from './recall-schemas.ts';

type BuyerRow = Omit<BatchBuyerView, 'contact'> & BuyerColumns;

/** Everybody who has bought a piece of what is recalled, the newest first, at every store and till. */
export async function listRecallBuyers(
  ctx: Context,
  input: z.input<typeof RecallPageSchema>,
): Promise<z.infer<typeof BatchBuyerListView>> {
  requirePermission(ctx, 'inventory.recall');
  const { recallId, limit, cursor } = parseInput(RecallPageSchema, input);
  const { batchIds } = await readRecall(ctx, recallId);
  return buyersOf(ctx, batchIds, { limit, cursor, condition: sql`true` });
}

/** Orders with a piece of some batches; contacts are opened only for whoever may read them in the order's store. */
export async function buyersOf(
  ctx: Permitted,
  batchIds: readonly string[],
  { limit, cursor, condition }: { limit: number; cursor: string | undefined; condition: SQL },
): Promise<z.infer<typeof BatchBuyerListView>> {
  const after = cursor === undefined ? sql`true` : placeBefore(sql`o.placed_at`, sql`o.id`, cursor);
  const rows = await ctx.db.query<BuyerRow>(sql`select o.id as "orderId", o.number,
      o.store_id as "storeId", o.channel, o.status, o.placed_at as "placedAt", bought.batch_id as "batchId",
      bought.number as "batchNumber", bought.pieces, o.person_id as "personId", o.contact,
      o.shipping_address as "shippingAddress", o.contact_name as "contactName", o.contact_email as "contactEmail",
      o.contact_phone as "contactPhone"
    from ${orders} o join lateral (select min(l.batch_id::text)::uuid as batch_id, min(l.batch_number) as number,
        sum(l.quantity)::int as pieces
      from ${orderLines} l where l.order_id = o.id and l.batch_id = any(${sql.param([...batchIds])}::uuid[])) bought
      on bought.pieces is not null
    where o.id in (select order_id from ${orderLines} where batch_id = any(${sql.param([...batchIds])}::uuid[]))
      and ${condition} and ${after}
    order by o.placed_at desc, o.id desc limit ${limit + 1}`);
  const { shown, nextCursor } = nextPage(rows, limit, (row) => [row.placedAt, row.orderId]);
  return { data: await Promise.all(shown.map((row) => buyerView(ctx, row))), nextCursor };
}

async function buyerView(ctx: Permitted, row: BuyerRow): Promise<BatchBuyerView> {
  const { orderId, number, storeId, channel, status, batchId, batchNumber, pieces, personId } = row;
  const order = { orderId, number, storeId, channel, status, batchId, batchNumber, pieces, personId };
  const contact = mayReadContact(ctx, storeId) ? (await openBuyer(ctx.personal, row)).contact : null;
  return { ...order, placedAt: instant(row.placedAt), contact };
}

function mayReadContact({ actor, clock }: Permitted, storeId: string): boolean {
  const nowMs = clock.now().getTime();
  if (!allows(actor, 'people.read_contact', nowMs)) return false;
  const reach = reachOf(actor, 'people.read_contact', nowMs);
  return reach?.kind === 'all' || (reach?.kind === 'stores' && reach.storeIds.includes(storeId));
}
