import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { personOf } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';
import { inr } from '#platform/money';
import { parseInput } from '#platform/parse-input';
import type { OrderStatus } from './order-machine.ts';
import { ListOwnOrders, type OrderCard, type OrderCardList } from './schemas.ts';

interface CardRow {
  id: string;
  number: string;
  status: OrderStatus;
  store_id: string;
  placed_at: string;
  total_paise: number;
  item_count: number;
  items: string[] | null;
}

/** Enough to recognise an order by. */
const NAMED_ITEMS = 3;
const PlaceSchema = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

/** The orders that one placed while signed in, the newest first. */
export async function listOwnOrders(ctx: Context, input: z.input<typeof ListOwnOrders> = {}): Promise<OrderCardList> {
  requirePermission(ctx, 'profile.own');
  const { limit, cursor } = parseInput(ListOwnOrders, input);
  const rows = await ctx.db.query<CardRow>(sql`
    select o.id, o.number, o.status, o.store_id, o.placed_at, o.total_paise, lines.item_count, lines.items
    from orders o cross join lateral (
      select coalesce(sum(l.quantity), 0)::int as item_count,
        array_agg(l.name order by l.position) filter (where l.position <= ${NAMED_ITEMS}) as items
      from order_lines l where l.order_id = o.id
    ) lines
    where o.person_id = ${personOf(ctx.actor)}::uuid ${after(cursor)}
    order by o.placed_at desc, o.id desc limit ${limit + 1}`);
  const data = rows.slice(0, limit).map(cardOf);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([instantOf(last.placed_at), last.id]) };
}

function after(cursor: string | undefined) {
  if (cursor === undefined) return sql``;
  const [placedAt, id] = decodeCursor(cursor, PlaceSchema);
  return sql`and (o.placed_at, o.id) < (${placedAt}::timestamptz, ${id}::uuid)`;
}

const instantOf = (text: string): string => new Date(text).toISOString();

const cardOf = (row: CardRow): OrderCard => ({
  id: row.id,
  number: row.number,
  status: row.status,
  storeId: row.store_id,
  placedAt: instantOf(row.placed_at),
  total: inr(row.total_paise),
  itemCount: row.item_count,
  items: [...new Set(row.items ?? [])],
});
