import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { cartView } from '#modules/orders';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { hashSecret } from '#platform/ids';
import { parseInput } from '#platform/parse-input';
import type { OpenedTakenCartView } from './open-taken-cart.ts';
import {
  closeTakenCart,
  requireTakenCart,
  selectTakenCarts,
  TakenCartParams,
  type TakenCartRow,
  TakenCartView,
  takenCartView,
} from './taken-cart-records.ts';

const ListTakenCarts = z.strictObject({
  storeId: z.uuid('Must be an id as this API gives them'),
  status: z.enum(['draft', 'placed', 'discarded']).default('draft'),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const ListTakenCartsQuery = ListTakenCarts.omit({ storeId: true });
export const TakenCartListView = z.strictObject({
  data: z.array(TakenCartView),
  nextCursor: z.string().nullable(),
});
const Place = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

/** The carts that staff of a store keep, those that were changed last first. */
export async function listTakenCarts(
  ctx: Context,
  input: z.input<typeof ListTakenCarts>,
): Promise<z.infer<typeof TakenCartListView>> {
  const { storeId, status, limit, cursor } = parseInput(ListTakenCarts, input);
  requirePermission(ctx, 'orders.take', { storeId });
  const [at, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, Place);
  const after = at === null ? sql`true` : sql`(changed_at, id) < (${at}::timestamptz, ${id}::uuid)`;
  const rows = await ctx.db.query<TakenCartRow>(
    sql`${selectTakenCarts(sql`store_id = ${storeId}::uuid and status = ${status} and ${after}`)}
      order by changed_at desc, id desc limit ${limit + 1}`,
  );
  const data = rows.slice(0, limit).map(takenCartView);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.changedAt, last.id]) };
}

/** A kept cart with its lines and its token, to go on with it. Throws `expired` for a draft that nobody touched for a month. */
export async function resumeTakenCart(
  asked: Context,
  input: z.input<typeof TakenCartParams>,
): Promise<OpenedTakenCartView> {
  requirePermission(asked, 'orders.take');
  const { row, token, ctx } = await requireTakenCart(asked, parseInput(TakenCartParams, input).takenCartId);
  const read = await ctx.objects.checkout(row.id).read(await hashSecret(token));
  if (!read.ok && read.failure.code === 'not_found') throw new AppError('expired', 'This cart is gone: take it anew.');
  const cart = orThrow(read);
  return { ...takenCartView(row), cart: cartView(cart), token };
}

/** Gives a draft up. Throws `conflict` for one that has become an order. */
export async function discardTakenCart(asked: Context, input: z.input<typeof TakenCartParams>): Promise<TakenCartView> {
  requirePermission(asked, 'orders.take');
  const { row, ctx } = await requireTakenCart(asked, parseInput(TakenCartParams, input).takenCartId);
  const audit = auditFact(ctx, { action: 'orders.discard', subject: row.id, storeId: row.store_id });
  await ctx.db.batch([closeTakenCart(row.id, 'discarded', null, ctx.clock.now()), ...writeFacts([audit])]);
  const { row: now } = await requireTakenCart(ctx, row.id);
  if (now.status === 'placed') throw new AppError('conflict', 'This cart has become an order: cancel the order.');
  return takenCartView(now);
}
