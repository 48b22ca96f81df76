import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { MoneyView } from '#modules/catalog';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context, Permitted } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { inr } from '#platform/money';
import { parseInput } from '#platform/parse-input';
import { normalEmail } from '#platform/personal-data';
import { type OrderStatus, orderStatuses } from '../order-machine.ts';
import { Phone } from '../schemas.ts';

const Id = z.uuid('Must be an id as this API gives them');
const MAX_NUMBER_LENGTH = 16;
const MAX_CHANNEL_LENGTH = 20;

export const ListOrders = z.strictObject({
  status: z.enum(orderStatuses).optional(),
  storeId: Id.optional(),
  channel: z.string().max(MAX_CHANNEL_LENGTH).optional(),
  day: z.iso.date().optional().meta({ description: "On which it was placed, by the store's own calendar" }),
  number: z.string().max(MAX_NUMBER_LENGTH).optional(),
  email: z.string().max(254).optional().meta({ description: 'Of the buyer, exactly' }),
  phone: Phone.optional().meta({ description: 'Of the buyer, exactly' }),
  isStopped: z.enum(['true', 'false']).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});

const StaffOrderCard = z
  .strictObject({
    id: Id,
    number: z.string(),
    status: z.enum(orderStatuses),
    stoppedFor: z.string().nullable(),
    storeId: Id,
    channel: z.string(),
    deliveryMethod: z.string(),
    placedAt: z.iso.datetime(),
    total: MoneyView,
    itemCount: z.int(),
  })
  .meta({ id: 'StaffOrderCard' });
export const StaffOrderList = z
  .strictObject({ data: z.array(StaffOrderCard), nextCursor: z.string().nullable() })
  .meta({ id: 'StaffOrderList' });

interface CardRow {
  id: string;
  number: string;
  status: OrderStatus;
  stopped_for: string | null;
  store_id: string;
  channel: string;
  delivery_method: string;
  placed_at: string;
  total_paise: number;
  item_count: number;
}

const PlaceSchema = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

/** Orders of the stores in which one may read them, the newest first. A buyer is found by the whole e-mail or phone number only. */
export async function listOrders(
  ctx: Context,
  input: z.input<typeof ListOrders>,
): Promise<z.infer<typeof StaffOrderList>> {
  requirePermission(ctx, 'orders.read');
  const { limit, cursor, ...filters } = parseInput(ListOrders, input);
  const conditions = await conditionsOf(ctx, filters);
  if (cursor !== undefined) {
    const [placedAt, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(o.placed_at, o.id) < (${placedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<CardRow>(sql`
    select o.id, o.number, o.status, o.stopped_for, o.store_id, o.channel, o.delivery_method, o.placed_at, o.total_paise,
      (select coalesce(sum(l.quantity), 0)::int from order_lines l where l.order_id = o.id) as item_count
    from orders o where ${sql.join(conditions, sql` and `)}
    order by o.placed_at desc, o.id desc limit ${limit + 1}`);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    data: rows.slice(0, limit).map(cardOf),
    nextCursor: last === undefined ? null : encodeCursor([instantOf(last.placed_at), last.id]),
  };
}

async function conditionsOf(
  ctx: Permitted,
  {
    status,
    storeId,
    channel,
    day,
    number,
    email,
    phone,
    isStopped,
  }: Omit<z.output<typeof ListOrders>, 'limit' | 'cursor'>,
): Promise<SQL[]> {
  const conditions = [withinReach(ctx, 'orders.read', sql`o.store_id`)];
  if (status !== undefined) conditions.push(sql`o.status = ${status}`);
  if (storeId !== undefined) conditions.push(sql`o.store_id = ${storeId}::uuid`);
  if (channel !== undefined) conditions.push(sql`o.channel = ${channel}`);
  if (number !== undefined) conditions.push(sql`o.number = ${number}`);
  if (isStopped !== undefined) conditions.push(sql`(o.stopped_for is not null) = ${isStopped === 'true'}`);
  if (day !== undefined) {
    conditions.push(sql`(o.placed_at at time zone (select s.time_zone from stores s where s.id = o.store_id))::date
      = ${day}::date`);
  }
  if (email !== undefined) {
    conditions.push(sql`o.email_index = ${await ctx.personal.indexOf('email', normalEmail(email))}`);
  }
  if (phone !== undefined) conditions.push(sql`o.phone_index = ${await ctx.personal.indexOf('phone', phone)}`);
  return conditions;
}

const instantOf = (text: string): string => new Date(text).toISOString();

const cardOf = (row: CardRow): z.infer<typeof StaffOrderCard> => ({
  id: row.id,
  number: row.number,
  status: row.status,
  stoppedFor: row.stopped_for,
  storeId: row.store_id,
  channel: row.channel,
  deliveryMethod: row.delivery_method,
  placedAt: instantOf(row.placed_at),
  total: inr(row.total_paise),
  itemCount: row.item_count,
});
