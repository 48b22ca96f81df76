import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { MoneyView } from '#modules/catalog';
import { requireOwnDealer } from '#modules/dealer-accounts';
import { type OrderJson, type OrderView, orderRecord, orderStatuses, ordersQuery, showOrder } from '#modules/orders';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { inr } from '#platform/money';
import { parseInput } from '#platform/parse-input';

const Id = z.uuid('Must be an id as this API gives them');
export const DealerOrderParams = z.strictObject({ orderId: Id });
export const ListDealerOrders = z.strictObject({ limit: LimitParameter, cursor: CursorParameter });

const DealerOrderCard = z
  .strictObject({
    id: Id,
    number: z.string(),
    status: z.enum(orderStatuses),
    storeId: Id,
    placedAt: z.iso.datetime(),
    total: MoneyView,
    itemCount: z.int(),
    /** What of it stands on the firm's credit. */
    onCredit: MoneyView,
    isMine: z.boolean().meta({ description: 'False: somebody else of the firm, or the store, ordered it' }),
  })
  .meta({ id: 'DealerOrderCard' });
export const DealerOrderList = z.strictObject({ data: z.array(DealerOrderCard), nextCursor: z.string().nullable() });

interface CardRow {
  id: string;
  number: string;
  status: z.infer<typeof DealerOrderCard>['status'];
  store_id: string;
  placed_at: string;
  total_paise: number;
  item_count: number;
  on_credit_paise: number;
  is_mine: boolean;
}

const Place = z.tuple([z.iso.datetime({ offset: true }), Id]);

/** What was ordered for one's own firm, whoever of it ordered; the newest first. */
export async function listDealerOrders(
  ctx: Context,
  input: z.input<typeof ListDealerOrders> = {},
): Promise<z.infer<typeof DealerOrderList>> {
  requirePermission(ctx, 'dealers.order');
  const { limit, cursor } = parseInput(ListDealerOrders, input);
  const { dealerId, personId } = await requireOwnDealer(ctx);
  const [at, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, Place);
  const after = at === null ? sql`true` : sql`(o.placed_at, o.id) < (${at}::timestamptz, ${id}::uuid)`;
  const rows = await ctx.db.query<CardRow>(sql`
    select o.id, o.number, o.status, o.store_id, o.placed_at, o.total_paise,
      coalesce(o.person_id = ${personId}::uuid, false) as is_mine,
      (select coalesce(sum(l.quantity), 0)::int from order_lines l where l.order_id = o.id) as item_count,
      (select coalesce(sum(p.amount_paise - p.refunded_paise), 0)::bigint from payments p
        where p.order_id = o.id and p.method = 'dealer_credit') as on_credit_paise
    from orders o where o.dealer_id = ${dealerId}::uuid and ${after}
    order by o.placed_at desc, o.id desc limit ${limit + 1}`);
  const data = rows.slice(0, limit).map((row) => ({
    id: row.id,
    number: row.number,
    status: row.status,
    storeId: row.store_id,
    placedAt: new Date(row.placed_at).toISOString(),
    total: inr(row.total_paise),
    itemCount: row.item_count,
    onCredit: inr(Number(row.on_credit_paise)),
    isMine: row.is_mine,
  }));
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.placedAt, last.id]) };
}

/** One of them. Throws `not_found` for an order of anybody else. */
export async function getDealerOrder(
  ctx: Context,
  input: z.input<typeof DealerOrderParams>,
): Promise<z.infer<typeof OrderView>> {
  requirePermission(ctx, 'dealers.order');
  const { orderId } = parseInput(DealerOrderParams, input);
  const { dealerId } = await requireOwnDealer(ctx);
  const wanted = sql`o.id = ${orderId}::uuid and o.dealer_id = ${dealerId}::uuid`;
  const [json] = await ctx.db.query<OrderJson>(ordersQuery(wanted));
  if (json === undefined) throw new AppError('not_found', 'There is no such order.');
  return showOrder(ctx, orderRecord(json), 'buyer');
}
