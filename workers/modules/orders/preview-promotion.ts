import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { MoneyView } from '#modules/catalog';
import { CreatePromotionBody, priceOrder } from '#modules/pricing';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { inr } from '#platform/money';
import type { CartState, Promotion } from '#platform/objects';
import { parseInput } from '#platform/parse-input';
import { newCart } from './cart.ts';
import { findStore } from './open-cart.ts';
import { cartPriceLines, saleOf } from './price-lines.ts';
import { readQuotes } from './read-quotes.ts';

/** Enough to see what happens; their variants fit into one query. */
const SAMPLE_ORDERS = 50;
const MAX_SAMPLE_LINES = 1_000;

export const PreviewPromotionBody = CreatePromotionBody.omit({ validFrom: true, validUntil: true });

const SampleView = z.strictObject({
  orderId: z.uuid(),
  before: MoneyView,
  after: MoneyView,
  isApplied: z.boolean(),
  reason: z.string().nullable(),
});
export const PromotionPreviewView = z
  .object({ data: z.array(SampleView), before: MoneyView, after: MoneyView, appliedCount: z.int() })
  .meta({
    id: 'PromotionPreview',
    description: 'The newest orders at the prices of today, without and with the promotion',
  });

interface SampleRow {
  order_id: string;
  variant_id: string;
  quantity: number;
}

const recentOrders = (ctx: Permitted): Promise<SampleRow[]> =>
  ctx.db.query<SampleRow>(sql`select l.order_id, l.variant_id, sum(l.quantity)::int as quantity
    from (select id from orders where status <> 'cancelled' order by placed_at desc limit ${SAMPLE_ORDERS}) o
    join order_lines l on l.order_id = o.id group by l.order_id, l.variant_id limit ${MAX_SAMPLE_LINES}`);

/** The sampled orders as carts of today, without what is no longer sold. */
function cartsOf(rows: readonly SampleRow[], cart: CartState): CartState[] {
  const sold = new Set(cart.quotes.map(({ variantId }) => variantId));
  const byOrder = Map.groupBy(
    rows.filter((row) => sold.has(row.variant_id)),
    (row) => row.order_id,
  );
  return [...byOrder].map(([id, lines]) => ({
    ...cart,
    id,
    lines: lines.map((row) => ({ id: row.variant_id, variantId: row.variant_id, quantity: row.quantity })),
  }));
}

/**
 * What a promotion would do to orders like the newest ones that the actor may see, at the prices of today and the shop's own
 * list. Coupons count as typed. Writes nothing.
 */
export async function previewPromotion(
  ctx: Context,
  input: z.input<typeof PreviewPromotionBody>,
): Promise<z.infer<typeof PromotionPreviewView>> {
  requirePermission(ctx, 'pricing.read');
  const body = parseInput(PreviewPromotionBody, input);
  const promotion: Promotion = { ...body, id: ctx.ids.next(), coupon: null };
  const empty = newCart({ id: ctx.ids.next(), store: await findStore(ctx, undefined), language: 'en' });
  const rows = await recentOrders(ctx);
  const { quotes, quotedAtMs, terms } = await readQuotes(
    ctx,
    empty,
    rows.map((row) => row.variant_id),
    [],
  );
  const data = cartsOf(rows, { ...empty, quotes, quotedAtMs, terms }).map((cart) => {
    const order = { lines: cartPriceLines(cart), sale: saleOf(cart) };
    const before = priceOrder({ ...order, promotions: terms.promotions });
    const after = priceOrder({ ...order, promotions: [...terms.promotions, promotion] });
    return {
      orderId: cart.id,
      before: inr(before.totalPaise),
      after: inr(after.totalPaise),
      isApplied: after.promotions.some(({ promotionId }) => promotionId === promotion.id),
      reason: after.reasons.get(promotion.id) ?? null,
    };
  });
  const sum = (side: 'before' | 'after') => inr(data.reduce((total, sample) => total + sample[side].amount, 0));
  const appliedCount = data.filter(({ isApplied }) => isApplied).length;
  return { data, before: sum('before'), after: sum('after'), appliedCount };
}
