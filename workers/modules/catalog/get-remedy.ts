import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { type CardRow, cardJson, productCard } from './card.ts';
import { Handle } from './get-product.ts';
import { type Language, languages } from './language.ts';
import { commonNames } from './product-view.ts';
import type { RemedyView } from './views.ts';

export const GetRemedySchema = z.strictObject({ slug: Handle, language: z.enum(languages).default('en') });
export type GetRemedy = z.output<typeof GetRemedySchema>;

/** The page shows the most wanted; the list of products has them all. */
const MAX_PRODUCTS = 24;

export interface RemedyRow {
  id: string;
  abbrev: string;
  slug: string;
  name: string;
  families: string[];
  product_count: number;
  names: { kind: string; language: string; name: string }[];
  products: CardRow[];
  passages: { id: string; book: string; section: string; text: string }[];
}

/** A remedy with its names, families, products and what the old books say of it. One round trip. Throws `not_found`. */
export async function getRemedy(ctx: Context, { slug, language }: GetRemedy): Promise<RemedyView> {
  requirePermission(ctx, 'catalog.read');
  const [row] = await ctx.db.query<RemedyRow>(remedyStatement(sql`r.slug = ${slug}`));
  if (row === undefined) throw new AppError('not_found', 'There is no such remedy.');
  return remedyView(row, language);
}

/** Everything that a remedy's page shows, of the remedies that fit. */
export const remedyStatement = (wanted: SQL): SQL => sql`select r.id, r.abbrev, r.slug, r.name, r.families,
      (select count(*) from product_cards c where c.remedy_slug = r.slug) as product_count,
      (select coalesce(json_agg(json_build_object('kind', n.kind, 'language', n.language, 'name', n.name)
        order by n.kind, n.language, n.name), '[]') from remedy_names n where n.remedy_id = r.id) as names,
      (select coalesce(json_agg(card), '[]') from (select ${cardJson} as card from product_cards c
        where c.remedy_slug = r.slug order by c.popularity desc nulls last limit ${MAX_PRODUCTS}) shelf) as products,
      (select coalesce(json_agg(json_build_object('id', p.id, 'book', p.book, 'section', p.section, 'text', p.text)
        order by p.book, p.position), '[]') from passages p where p.remedy_id = r.id) as passages
    from remedies r where ${wanted}`;

export function remedyView(row: RemedyRow, language: Language): RemedyView {
  const { product_count, names, products, ...remedy } = row;
  const common = names.filter(({ kind }) => kind === 'common');
  return {
    ...remedy,
    commonNames: commonNames(common, language),
    productCount: product_count,
    names,
    products: products.map((card) => productCard(card, language)),
  };
}
