import * as z from 'zod';
import { type Language, languages } from '#modules/catalog';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { cardsAlike, cardsOfHits, type FoundRow, searchHit } from './found-cards.ts';
import { type HeldIndex, isolateIndex } from './held-index.ts';
import { HIT_LIMIT, type ProductIndex } from './product-index.ts';
import { QUERY_LENGTH_LIMIT } from './query-reading.ts';
import { interpretedOf, understandQuery } from './understand-query.ts';
import type { SearchAnswer } from './views.ts';
import { makeVocabulary } from './vocabulary.ts';

export const QueryParameter = z.string().min(1).max(QUERY_LENGTH_LIMIT).meta({
  description: 'What somebody would type or say: `nux vom 30c 30 ml`, `arnica mont 200 x 2`, `नक्स वोमिका ३०`',
});

export const SearchSchema = z.strictObject({
  q: QueryParameter,
  language: z.enum(languages).default('en'),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export type Search = z.output<typeof SearchSchema>;

const PlaceSchema = z.tuple([z.literal('search'), z.int().min(0).max(HIT_LIMIT)]);

/**
 * Products for a query, and how the query was understood. One round trip for the cards; none when nothing is found.
 * Throws `invalid_input` for a cursor of another list.
 */
export async function search(ctx: Context, input: Search, held: HeldIndex = isolateIndex): Promise<SearchAnswer> {
  requirePermission(ctx, 'catalog.read');
  const offset = input.cursor === undefined ? 0 : decodeCursor(input.cursor, PlaceSchema)[1];
  const index = await held.current(ctx);
  return index === undefined ? searchRecords(ctx, input, offset) : searchIndex(ctx, index, input, offset);
}

async function searchIndex(ctx: Permitted, index: ProductIndex, input: Search, offset: number): Promise<SearchAnswer> {
  const { read, hits, total } = index.search(input.q, { offset, limit: input.limit });
  const rows = hits.length === 0 ? [] : await ctx.db.query<FoundRow>(cardsOfHits(hits));
  const next = offset + input.limit;
  return answer(rows, read, next < total ? next : undefined, input.language);
}

/** Without an index the trade's words are still read; names are left to the database. */
const bareVocabulary = makeVocabulary({ remedies: [], brands: [], complexCodes: [] });

async function searchRecords(ctx: Permitted, input: Search, offset: number): Promise<SearchAnswer> {
  const read = understandQuery(input.q, bareVocabulary);
  const rows = await ctx.db.query<FoundRow>(cardsAlike(read, offset, input.limit + 1));
  const next = offset + input.limit;
  const more = rows.length > input.limit && next < HIT_LIMIT;
  return answer(rows.slice(0, input.limit), read, more ? next : undefined, input.language);
}

function answer(
  rows: readonly FoundRow[],
  read: Parameters<typeof interpretedOf>[0],
  next: number | undefined,
  language: Language,
): SearchAnswer {
  const { alternatives, ...interpreted } = interpretedOf(read);
  return {
    interpreted: { ...interpreted, ...(alternatives && { alternatives: [...alternatives] }) },
    data: rows.map((row) => searchHit(row, language)),
    nextCursor: next === undefined ? null : encodeCursor(['search', next]),
  };
}
