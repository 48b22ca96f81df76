import { sql } from 'drizzle-orm';
import { productChanged } from '#modules/catalog';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';

/** Where the last run ended; a row of `milestones`. */
const MARK = 'prices-in-force';
const PRODUCTS_A_BATCH = 500;

interface DueRow {
  id: string;
  product_id: string;
  valid_from: string;
  has_ended: boolean;
}

/** An id tells when it was made (RFC 9562, version 7): a price that was set for at once is on its card already. */
const isMadeAhead = ({ id, valid_from: validFrom, has_ended: hasEnded }: DueRow): boolean =>
  hasEnded || Date.parse(validFrom) > Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) + 1_000;

/**
 * Cards show the price of now: those of products whose price began or ended since the last run are made anew, and their pages
 * and lists purged by the event. Quotes need none of it, they read by the clock. Answers how many products; twice does no harm.
 */
export async function sweepDuePrices(ctx: Context): Promise<number> {
  requirePermission(ctx, 'pricing.write');
  const at = ctx.clock.now().toISOString();
  const due = await ctx.db.query<DueRow>(sql`
    select p.id, v.product_id, p.valid_from, p.valid_until <= ${at}::timestamptz as has_ended
    from milestones m join prices p on p.price_list = 'retail' and ((p.valid_from > m.reached_at and p.valid_from <= ${at}::timestamptz)
      or (p.valid_until > m.reached_at and p.valid_until <= ${at}::timestamptz))
    join variants v on v.id = p.variant_id where m.name = ${MARK}`);
  const productIds = [...new Set(due.filter(isMadeAhead).map((row) => row.product_id))];
  for (let done = 0; done < productIds.length; done += PRODUCTS_A_BATCH) {
    const some = productIds.slice(done, done + PRODUCTS_A_BATCH);
    await ctx.db.batch([
      ...writeFacts(some.map((productId) => productChanged(ctx, productId, 'price'))),
      sql`select refresh_product_cards(${`{${some.join(',')}}`}::uuid[])`,
    ]);
  }
  // Last: a run that was cut off is done again from where it began.
  await ctx.db.query(sql`insert into milestones (name, facts, reached_at) values (${MARK}, '{}'::jsonb, ${at}::timestamptz)
    on conflict (name) do update set reached_at = greatest(milestones.reached_at, excluded.reached_at)`);
  if (productIds.length > 0) await hurryEvents(ctx);
  return productIds.length;
}
