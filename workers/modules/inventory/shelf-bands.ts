import { sql } from 'drizzle-orm';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import type { AvailabilityBand } from './availability.ts';

/** What a shopper is told about one shelf. */
export interface ShelfBand {
  variantId: string;
  storeId: string;
  availability: AvailabilityBand;
}

/** The bands of some variants in every store, in a fixed order. One round trip. */
export async function shelfBands(
  ctx: Context,
  { variantIds }: { variantIds: readonly string[] },
): Promise<ShelfBand[]> {
  requirePermission(ctx, 'catalog.read');
  if (variantIds.length === 0) return [];
  return ctx.db.query<ShelfBand>(sql`select v.id as "variantId", st.id as "storeId",
      coalesce(s.band, 'out') as availability
    from variants v cross join stores st left join stock_levels s on s.store_id = st.id and s.variant_id = v.id
    where v.id = any(${sql.param([...variantIds])}::uuid[]) and v.status = 'active'
    order by v.id, st.position, st.id`);
}
