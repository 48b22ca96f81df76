import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { type HeldIndex, isolateIndex } from './held-index.ts';
import { QueryParameter } from './search.ts';
import { SUGGESTION_LIMIT, type Suggestion } from './suggest-products.ts';
import type { SuggestAnswer } from './views.ts';
import { normalise } from './words.ts';

export const SuggestSchema = z.strictObject({ q: QueryParameter });
export type Suggest = z.output<typeof SuggestSchema>;

/** What somebody who is still typing may want, at most eight. No round trip while the index is held, one without it. */
export async function suggest(ctx: Context, { q }: Suggest, held: HeldIndex = isolateIndex): Promise<SuggestAnswer> {
  requirePermission(ctx, 'catalog.read');
  const index = await held.current(ctx);
  if (index !== undefined) return { data: index.suggest(q) };
  const words = normalise(q);
  if (words === '') return { data: [] };
  const rows = await ctx.db.query<{ id: string; name: string; handle: string; brand: string }>(
    sql`select c.product_id as id, c.name, c.handle, c.facts->'brand'->>'name' as brand from product_cards c
      where ${words}::text <% c.search_text
      order by word_similarity(${words}::text, c.search_text) desc, c.popularity desc, c.product_id limit ${SUGGESTION_LIMIT}`,
  );
  return {
    data: rows.map(
      ({ id, name, handle, brand }): Suggestion => ({
        kind: 'product',
        label: name,
        detail: brand,
        query: name,
        handle,
        productId: id,
      }),
    ),
  };
}
