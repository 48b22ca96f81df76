import { sql } from 'drizzle-orm';
import { productChanged } from '#modules/catalog';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';

/** So far back a run looks: what a longer pause has missed is put right by the next change of the product. */
const REACH_MS = 7 * 86_400_000;
const PRODUCTS_A_BATCH = 500;

interface DueRow {
  id: string;
  product_id: string;
  valid_from: string;
}

/** An id tells when it was made (RFC 9562, version 7): a price that was set for at once is on its card already. */
const isMadeAhead = ({ id, valid_from: validFrom }: DueRow): boolean =>
  Date.parse(validFrom) > Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) + 1_000;

/**
 * Cards show the price of now: those of products whose price began, having been set ahead, are made anew, and their pages and
 * lists purged by an event that bears the id of the price, so that it is told once. Quotes need none of it, they read by the
 * clock. Answers how many products.
 */
export async function sweepDuePrices(ctx: Context): Promise<number> {
  requirePermission(ctx, 'pricing.write');
  const now = ctx.clock.now();
  const since = new Date(now.getTime() - REACH_MS).toISOString();
  const begun = await ctx.db.query<DueRow>(sql`
    select p.id, v.product_id, p.valid_from from prices p join variants v on v.id = p.variant_id
    where p.price_list = 'retail' and p.valid_from > ${since}::timestamptz and p.valid_from <= ${now.toISOString()}::timestamptz
      and not exists (select 1 from events e where e.id = p.id)`);
  const due = begun.filter(isMadeAhead);
  for (let done = 0; done < due.length; done += PRODUCTS_A_BATCH) {
    const some = due.slice(done, done + PRODUCTS_A_BATCH);
    const productIds = [...new Set(some.map((row) => row.product_id))];
    await ctx.db.batch([
      ...writeFacts(
        some.map((row) => productChanged({ ...ctx, ids: { next: () => row.id } }, row.product_id, 'price')),
      ),
      sql`select refresh_product_cards(${`{${productIds.join(',')}}`}::uuid[])`,
    ]);
  }
  if (due.length > 0) await hurryEvents(ctx);
  return new Set(due.map((row) => row.product_id)).size;
}
