import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { priceListCodes } from '#db/schema/catalog';
import { takenCarts } from '#db/schema/trade-orders';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import type { Channel, PriceListCode } from '#platform/objects';

const Id = z.uuid('Must be an id as this API gives them');

export const TakenCartParams = z.strictObject({ takenCartId: Id });

export const TakenCartView = z
  .strictObject({
    id: Id.meta({ description: 'Of the cart, too' }),
    storeId: Id,
    status: z.enum(['draft', 'placed', 'discarded']),
    channel: z.enum(['web', 'till', 'dealer']),
    priceList: z.enum(priceListCodes),
    personId: Id.nullable(),
    dealerId: Id.nullable(),
    orderId: Id.nullable(),
    openedBy: z.string(),
    openedAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
  })
  .meta({ id: 'TakenCart', description: 'A cart that staff keep for somebody on the telephone or at the counter' });
export type TakenCartView = z.infer<typeof TakenCartView>;

export interface TakenCartRow {
  id: string;
  store_id: string;
  status: TakenCartView['status'];
  channel: Channel;
  price_list: PriceListCode;
  person_id: string | null;
  dealer_id: string | null;
  token: string;
  order_id: string | null;
  opened_by: string;
  opened_at: string;
  changed_at: string;
}

export const selectTakenCarts = (
  condition: SQL,
): SQL => sql`select id, store_id, status, channel, price_list, person_id,
  dealer_id, token, order_id, opened_by, opened_at, changed_at from ${takenCarts} where ${condition}`;

export const takenCartView = (row: TakenCartRow): TakenCartView => ({
  id: row.id,
  storeId: row.store_id,
  status: row.status,
  channel: row.channel,
  priceList: row.price_list,
  personId: row.person_id,
  dealerId: row.dealer_id,
  orderId: row.order_id,
  openedBy: row.opened_by,
  openedAt: new Date(row.opened_at).toISOString(),
  changedAt: new Date(row.changed_at).toISOString(),
});

/** The cart that staff keep, and its token. Throws `not_found` where none is or its store is not theirs. */
export async function requireTakenCart(
  ctx: Context,
  takenCartId: string,
): Promise<{ row: TakenCartRow; token: string; ctx: Permitted }> {
  requirePermission(ctx, 'orders.take');
  const [row] = await ctx.db.query<TakenCartRow>(selectTakenCarts(sql`id = ${takenCartId}::uuid`));
  if (row === undefined) throw new AppError('not_found', 'There is no such cart.');
  requirePermission(ctx, 'orders.take', { storeId: row.store_id });
  return { row, token: await ctx.personal.open('taken_carts.token', row.token), ctx };
}

/** What became of it, once: a cart that was placed stays placed. */
export const closeTakenCart = (
  id: string,
  status: 'placed' | 'discarded',
  orderId: string | null,
  at: Date,
): SQL => sql`
  update ${takenCarts} set status = ${status}, order_id = ${orderId}::uuid, changed_at = ${at.toISOString()}::timestamptz
  where id = ${id}::uuid and status <> 'placed'`;
