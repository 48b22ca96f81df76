import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';

const Id = z.uuid('Must be an id as this API gives them');
const InStore = z.strictObject({ storeId: Id });

export const PickListQuery = z.strictObject({
  orderId: Id.optional().meta({ description: 'Of one order only' }),
  limit: LimitParameter,
  cursor: CursorParameter,
});
const PickList = InStore.extend(PickListQuery.shape);

const PickLine = z
  .strictObject({
    place: z.string().nullable().meta({ description: 'Where it stands; null: nobody has said' }),
    orderId: Id,
    orderNumber: z.string(),
    position: z.int(),
    variantId: Id,
    sku: z.string(),
    name: z.string(),
    potencyLabel: z.string().nullable(),
    packLabel: z.string(),
    batchNumber: z.string(),
    expiresOn: z.iso.date().nullable(),
    barcode: z.string().nullable(),
    toPick: z.int(),
  })
  .meta({ id: 'PickLine' });
export const PickListView = z
  .strictObject({ data: z.array(PickLine), nextCursor: z.string().nullable() })
  .meta({ id: 'PickList' });

interface PickRow extends Omit<z.infer<typeof PickLine>, 'expiresOn'> {
  expiresOn: string | null;
  walk: number;
}

/** Shelves without a place come last. */
const LAST_IN_WALK = 2_147_483_647;
const PlaceSchema = z.tuple([z.int(), z.string().max(100), z.uuid(), z.int()]);

/**
 * What is to be taken off the shelves of a store for orders that are confirmed and not stopped, in the order in which one walks
 * past it: shelf, product, batch and its expiry.
 */
export async function pickList(ctx: Context, input: z.input<typeof PickList>): Promise<z.infer<typeof PickListView>> {
  const { storeId, orderId, limit, cursor } = parseInput(PickList, input);
  requirePermission(ctx, 'orders.fulfil', { storeId });
  const one = orderId === undefined ? sql`true` : sql`o.id = ${orderId}::uuid`;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, PlaceSchema);
  const beyond =
    after === undefined
      ? sql`true`
      : sql`(walk, sku, "orderId", position) > (${after[0]}::int, ${after[1]}::text, ${after[2]}::uuid, ${after[3]}::int)`;
  const rows = await ctx.db.query<PickRow>(sql`
    select * from (
      select p.place, coalesce(p.walk, ${LAST_IN_WALK}::int) as walk, o.id as "orderId", o.number as "orderNumber", l.position,
        l.variant_id as "variantId", l.sku, l.name, l.potency_label as "potencyLabel", l.pack_label as "packLabel",
        l.batch_number as "batchNumber", l.expires_on as "expiresOn", v.barcode,
        (l.quantity - f.picked - coalesce((select sum(rl.quantity) from order_returns r
          join order_return_lines rl on rl.return_id = r.id and rl.position = l.position
          where r.order_id = o.id and r.kind <> 'return' and r.status in ('working', 'completed')), 0))::int as "toPick"
      from fulfilment_lines f
      join orders o on o.id = f.order_id and o.status in ('confirmed', 'picking') and o.stopped_for is null
      join order_lines l on l.order_id = f.order_id and l.position = f.position
      left join variants v on v.id = l.variant_id
      left join shelf_places p on p.store_id = f.store_id and p.variant_id = l.variant_id
      where f.store_id = ${storeId}::uuid and ${one}
    ) lines where "toPick" > 0 and ${beyond} order by walk, sku, "orderId", position limit ${limit + 1}`);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    data: rows.slice(0, limit).map(lineOf),
    nextCursor: last === undefined ? null : encodeCursor([last.walk, last.sku, last.orderId, last.position]),
  };
}

const lineOf = (row: PickRow): z.infer<typeof PickLine> => ({
  place: row.place,
  orderId: row.orderId,
  orderNumber: row.orderNumber,
  position: row.position,
  variantId: row.variantId,
  sku: row.sku,
  name: row.name,
  potencyLabel: row.potencyLabel,
  packLabel: row.packLabel,
  batchNumber: row.batchNumber,
  expiresOn: row.expiresOn,
  barcode: row.barcode,
  toPick: row.toPick,
});
