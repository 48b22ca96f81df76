import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { invalidInput } from '#platform/parse-input';
import { type CardRow, cardColumns, productCard } from './card.ts';
import { type FacetRow, facetStatement, readFacets } from './facets.ts';
import { languages } from './language.ts';
import { PACK_TEXT_LIMIT, parsePack } from './pack.ts';
import { POTENCY_TEXT_LIMIT, parsePotency } from './potency.ts';
import type { ProductList } from './views.ts';

const productSorts = ['relevance', 'name', 'price', '-price', 'newest'] as const;
type ProductSort = (typeof productSorts)[number];

const Slug = z
  .string()
  .max(120)
  .regex(/^[a-z0-9_-]+$/);
const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const ListProductsSchema = z.strictObject({
  remedy: Slug.optional().meta({ description: 'Slug of a remedy' }),
  form: Slug.optional().meta({ description: 'Code of a form, such as `dilution`' }),
  potency: z
    .string()
    .max(POTENCY_TEXT_LIMIT)
    .optional()
    .meta({ description: 'In any spelling: `30C`, `C30`, `1M`, `Q`' }),
  brand: Slug.optional().meta({ description: 'Slug of a brand' }),
  pack: z.string().max(PACK_TEXT_LIMIT).optional().meta({ description: 'Size of the pack, such as `30 ml`' }),
  category: Slug.optional(),
  inStock: Flag.optional().meta({ description: '`true` leaves out what no store has' }),
  sort: z.enum(productSorts).default('relevance'),
  language: z.enum(languages).default('en'),
  facets: Flag.optional().meta({ description: '`true` counts the products behind each other filter' }),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export type ListProducts = z.output<typeof ListProductsSchema>;

/** A page of products. One round trip, of the same length whatever the size of the catalogue. */
export async function listProducts(ctx: Context, input: ListProducts): Promise<ProductList> {
  requirePermission(ctx, 'catalog.read');
  const filters = productFilters(input);
  const page = pageStatement(input, filters);
  if (input.facets !== true) return productList(input, await ctx.db.query<CardRow & Place>(page));
  const [rows = [], counts = []] = await ctx.db.batch<CardRow & Place & FacetRow>([page, facetStatement(filters)]);
  return { ...productList(input, rows), facets: readFacets(counts, input.language) };
}

/** One condition a filter, so that a facet can be counted without its own. */
export type ProductFilters = Partial<Record<keyof ListProducts, SQL>>;

function productFilters(input: ListProducts): ProductFilters {
  const filters: ProductFilters = {};
  if (input.remedy !== undefined) filters.remedy = sql`c.remedy_slug = ${input.remedy}`;
  if (input.form !== undefined) filters.form = sql`c.form = ${input.form}`;
  if (input.brand !== undefined) filters.brand = sql`c.brand_slug = ${input.brand}`;
  if (input.category !== undefined) filters.category = sql`c.category = ${input.category}`;
  if (input.inStock === true) filters.inStock = sql`c.in_stock`;
  if (input.potency !== undefined) filters.potency = sql`c.potencies @> array[${potencyLabel(input.potency)}]`;
  if (input.pack !== undefined) filters.pack = sql`c.packs @> array[${packLabel(input.pack)}]`;
  return filters;
}

function potencyLabel(text: string): string {
  const potency = parsePotency(text);
  if (potency === undefined) throw invalidInput([{ path: 'potency', message: 'Not a potency' }]);
  return potency.label;
}

function packLabel(text: string): string {
  const pack = parsePack(text);
  if (pack === undefined) throw invalidInput([{ path: 'pack', message: 'Not a pack size' }]);
  return pack.label;
}

/** The value that the list is sorted by, beside the id that breaks ties. */
interface Place {
  sort_value: string | number;
}

interface Order {
  value: SQL;
  /** Must match an index word for word, or the database sorts the whole catalogue. */
  orderBy: SQL;
  after(value: string | number, id: string): SQL;
  cursorValue: z.ZodType<string | number>;
}

/** An instant as Postgres writes it; it would refuse a 25th hour with an error of its own. */
const instantText =
  /^[12]\d{3}-\d\d-\d\d[ T](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)$/;

const sortOrders: Record<ProductSort, Order> = {
  relevance: {
    value: sql`c.popularity`,
    orderBy: sql`c.popularity desc nulls last, c.product_id`,
    after: (value, id) =>
      sql`c.popularity <= ${value}::int and (c.popularity < ${value}::int or c.product_id > ${id}::uuid)`,
    cursorValue: z.int32(),
  },
  name: {
    value: sql`c.name`,
    orderBy: sql`c.name, c.product_id`,
    after: (value, id) => sql`(c.name, c.product_id) > (${value}::text, ${id}::uuid)`,
    cursorValue: z.string().max(500),
  },
  price: {
    value: sql`c.price_from_paise`,
    orderBy: sql`c.price_from_paise, c.product_id`,
    after: (value, id) => sql`(c.price_from_paise, c.product_id) > (${value}::bigint, ${id}::uuid)`,
    cursorValue: z.int(),
  },
  '-price': {
    value: sql`c.price_from_paise`,
    orderBy: sql`c.price_from_paise desc, c.product_id desc`,
    after: (value, id) => sql`(c.price_from_paise, c.product_id) < (${value}::bigint, ${id}::uuid)`,
    cursorValue: z.int(),
  },
  newest: {
    value: sql`c.created_at`,
    orderBy: sql`c.created_at desc nulls last, c.product_id`,
    after: (value, id) =>
      sql`c.created_at <= ${value}::timestamptz and (c.created_at < ${value}::timestamptz or c.product_id > ${id}::uuid)`,
    cursorValue: z
      .string()
      .regex(instantText)
      .refine((text) => z.iso.date().safeParse(text.slice(0, 10)).success),
  },
};

/** One row more than asked for tells whether there is a next page. */
function pageStatement(input: ListProducts, filters: ProductFilters): SQL {
  const order = sortOrders[input.sort];
  const conditions = Object.values(filters);
  if (input.cursor !== undefined) {
    const shape = z.tuple([z.literal(input.sort), order.cursorValue, z.uuid()]);
    const [, value, id] = decodeCursor(input.cursor, shape);
    conditions.push(order.after(value, id));
  }
  const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
  return sql`select ${cardColumns}, ${order.value} as sort_value from product_cards c ${where}
    order by ${order.orderBy} limit ${input.limit + 1}`;
}

/** An answer stays under 64 KB whatever was asked for: with the facets this leaves room for them and the frame. */
const MAX_CARDS_BYTES = 56 * 1024;

function productList(input: ListProducts, rows: readonly (CardRow & Place)[]): ProductList {
  const cards = rows.slice(0, input.limit).map((row) => productCard(row, input.language));
  const data = withinBytes(cards, MAX_CARDS_BYTES);
  const last = rows[data.length - 1];
  const more = rows.length > data.length && last !== undefined;
  return { data, nextCursor: more ? encodeCursor([input.sort, last.sort_value, last.product_id]) : null };
}

/** As many items from the start as fit, at least one. */
function withinBytes<T>(items: readonly T[], maxBytes: number): T[] {
  const encoder = new TextEncoder();
  let bytes = 0;
  const end = items.findIndex((item) => {
    bytes += encoder.encode(JSON.stringify(item)).length + 1;
    return bytes > maxBytes;
  });
  return end === -1 ? [...items] : items.slice(0, Math.max(end, 1));
}
