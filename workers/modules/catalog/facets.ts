import { type SQL, sql } from 'drizzle-orm';
import { formLabel } from './card.ts';
import type { Language } from './language.ts';
import type { ProductFilters } from './list-products.ts';
import type { FacetName, ProductList } from './views.ts';

/** More values than a filter can show; the most frequent ones stay. */
const MAX_FACET_VALUES = 20;

export interface FacetRow {
  facet: FacetName;
  value: string;
  label: string | null;
  count: number;
}

interface FacetSource {
  value: SQL;
  label: SQL;
  from: SQL;
}

const cards = sql`product_cards c`;
const noLabel = sql`null::text`;

const sources: Record<FacetName, FacetSource> = {
  form: { value: sql`c.form`, label: noLabel, from: cards },
  potency: { value: sql`p`, label: noLabel, from: sql`product_cards c, unnest(c.potencies) p` },
  brand: { value: sql`c.brand_slug`, label: sql`min(c.facts->'brand'->>'name')`, from: cards },
  category: { value: sql`c.category`, label: noLabel, from: cards },
  pack: { value: sql`p`, label: noLabel, from: sql`product_cards c, unnest(c.packs) p` },
};

/** Counts products by every value of every filter, each with the other filters on and its own off. */
export function facetStatement(filters: ProductFilters): SQL {
  const counts = Object.entries(sources).map(([facet, { value, label, from }]) => {
    const others = Object.entries(filters).flatMap(([name, condition]) => (name === facet ? [] : [condition]));
    const where = others.length === 0 ? sql`` : sql`where ${sql.join(others, sql` and `)}`;
    return sql`(select ${facet}::text as facet, ${value} as value, ${label} as label, count(*) as count
      from ${from} ${where} group by ${value} order by count(*) desc, ${value} limit ${MAX_FACET_VALUES})`;
  });
  return sql.join(counts, sql` union all `);
}

export function readFacets(rows: readonly FacetRow[], language: Language): NonNullable<ProductList['facets']> {
  const facets: NonNullable<ProductList['facets']> = {};
  for (const { facet, value, label, count } of rows) {
    const shown = facet === 'form' ? formLabel(value, language) : (label ?? value);
    const values = facets[facet] ?? [];
    facets[facet] = values;
    values.push({ value, label: shown, count });
  }
  return facets;
}
