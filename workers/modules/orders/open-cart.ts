import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { allows, requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { hashSecret, newSecret } from '#platform/ids';
import type { CartStore, Channel, PriceListCode } from '#platform/objects';
import { parseInput } from '#platform/parse-input';
import { cartView } from './cart-view.ts';
import { OpenCartBody, type OpenedCartView } from './schemas.ts';

interface StoreRow {
  id: string;
  code: string;
  state_code: string;
  time_zone: string;
}

/** The store of an id, or the one that serves web orders. */
export async function findStore(ctx: Permitted, storeId: string | undefined): Promise<CartStore> {
  const wanted = storeId === undefined ? sql`true` : sql`id = ${storeId}::uuid`;
  const [row] = await ctx.db.query<StoreRow>(
    sql`select id, code, state_code, time_zone from stores where ${wanted} order by position limit 1`,
  );
  if (row !== undefined) {
    return { storeId: row.id, code: row.code, stateCode: row.state_code, timeZone: row.time_zone };
  }
  if (storeId === undefined) throw new AppError('unavailable', 'No store is open yet.');
  throw new AppError('invalid_input', 'There is no such store.', {
    errors: [{ path: 'storeId', message: 'There is no such store' }],
  });
}

/** Who may sell this way: the till and prices that somebody chose are for staff of the store, dealers buy by themselves. */
function requireSale(
  ctx: Context,
  channel: Channel,
  priceList: PriceListCode | undefined,
  { storeId }: CartStore,
): void {
  const isOwn = priceList === undefined && channel !== 'till';
  if (isOwn && (channel === 'web' || allows(ctx.actor, 'dealers.order', ctx.clock.now().getTime()))) return;
  requirePermission(ctx, 'orders.take', { storeId });
}

/** Opens an empty cart in a store (the web store unless one is named). The token in the answer is its only key. */
export async function openCart(ctx: Context, input: z.input<typeof OpenCartBody>): Promise<OpenedCartView> {
  requirePermission(ctx, 'carts.own');
  const { storeId, language, channel, priceList } = parseInput(OpenCartBody, input);
  const store = await findStore(ctx, storeId);
  requireSale(ctx, channel, priceList, store);
  const id = ctx.ids.next();
  const token = newSecret('cart');
  const sale = { channel, chosenPriceList: priceList ?? null };
  const opening = { id, store, language: language ?? 'en', tokenHash: await hashSecret(token), sale };
  const cart = orThrow(await ctx.objects.checkout(id).open(opening));
  return { ...cartView(cart), token };
}
