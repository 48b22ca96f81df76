import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { cartView, maxQuantityPerLine, OpenedCartView, openCart, readQuotes } from '#modules/orders';
import { personOf } from '#platform/access/actor';
import { allows, requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { hashSecret } from '#platform/ids';
import { parseInput } from '#platform/parse-input';

export const ReorderParams = z.strictObject({ orderId: z.uuid('Must be an id as this API gives them') });

const MissingView = z.strictObject({
  variantId: z.uuid(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int(),
});

export const ReorderedCartView = z
  .strictObject({
    cart: OpenedCartView,
    noLongerSold: z.array(MissingView).meta({ description: 'Not in the cart; nothing was put in their place' }),
    short: z
      .array(MissingView.extend({ available: z.int() }))
      .meta({ description: 'In the cart in full: the store has fewer now' }),
  })
  .meta({ id: 'ReorderedCart' });
type ReorderedCartView = z.infer<typeof ReorderedCartView>;

interface BoughtRow {
  store_id: string;
  channel: string;
  language: 'en' | 'hi';
  variant_id: string;
  sku: string;
  name: string;
  quantity: number;
}

/** Everything of an order that one, or one's firm, has placed: as many pieces, at today's prices and of today's batches. */
export async function reorder(ctx: Context, input: z.input<typeof ReorderParams>): Promise<ReorderedCartView> {
  requirePermission(ctx, 'profile.own');
  const { orderId } = parseInput(ReorderParams, input);
  const personId = personOf(ctx.actor);
  const bought = await ctx.db.query<BoughtRow>(sql`
    select o.store_id, o.channel, o.language, l.variant_id, min(l.sku) as sku, min(l.name) as name,
      sum(l.quantity)::int as quantity
    from orders o join order_lines l on l.order_id = o.id
    where o.id = ${orderId}::uuid and (o.person_id = ${personId}::uuid
      or o.dealer_id = (select p.dealer_id from people p where p.id = ${personId}::uuid))
    group by o.id, l.variant_id order by min(l.position)`);
  const [first] = bought;
  if (first === undefined) throw new AppError('not_found', 'There is no such order.');
  const isTrade = first.channel === 'dealer' && allows(ctx.actor, 'dealers.order', ctx.clock.now().getTime());
  const channel = isTrade ? ('dealer' as const) : ('web' as const);
  const opened = await openCart(ctx, { storeId: first.store_id, language: first.language, channel });
  const door = ctx.objects.checkout(opened.id);
  const tokenHash = await hashSecret(opened.token);
  const variantIds = bought.map(({ variant_id }) => variant_id);
  const { quotes, quotedAtMs, terms } = await readQuotes(ctx, orThrow(await door.read(tokenHash)), variantIds, []);
  const sold = new Set(quotes.map(({ variantId }) => variantId));
  const lines = bought
    .filter(({ variant_id }) => sold.has(variant_id))
    .map(({ variant_id: variantId, quantity }) => ({
      id: ctx.ids.next(),
      variantId,
      quantity: Math.min(quantity, maxQuantityPerLine),
    }));
  const cart = orThrow(await door.change(tokenHash, { kind: 'add_lines', lines }, quotes, quotedAtMs, terms));
  const counts = await ctx.objects.stockRoom(first.store_id).count(variantIds);
  const left = new Map(counts.map(({ variantId, available }) => [variantId, available]));
  const missing = (row: BoughtRow) => ({
    variantId: row.variant_id,
    sku: row.sku,
    name: row.name,
    quantity: row.quantity,
  });
  return {
    cart: { ...cartView(cart), token: opened.token },
    noLongerSold: bought.filter(({ variant_id }) => !sold.has(variant_id)).map(missing),
    short: bought
      .filter((row) => sold.has(row.variant_id) && (left.get(row.variant_id) ?? 0) < row.quantity)
      .map((row) => ({ ...missing(row), available: left.get(row.variant_id) ?? 0 })),
  };
}
