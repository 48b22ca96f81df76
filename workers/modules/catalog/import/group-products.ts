import { forms } from '../form.ts';
import type { KnownCatalogue } from './known-products.ts';
import { type ProductRow, productCells } from './product-row.ts';
import type { RowError } from './report.ts';
import type { ReadRow } from './table.ts';

const MAX_HANDLE = 200;

export const slugOf = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** The handle of a product that the file gives none: what it is called, its form and its brand. */
export function handleOf({ handle, product_name, form, brand }: ProductRow): string {
  if (handle !== undefined) return handle;
  const words = slugOf(product_name);
  const formWords = slugOf(forms[form].name.en);
  const named = words.endsWith(formWords) ? words : `${words}-${formWords}`;
  return `${named}-${slugOf(brand)}`.slice(0, MAX_HANDLE);
}

export interface ProductGroup {
  handle: string;
  rows: ReadRow<ProductRow>[];
  /** The cells about the product, gathered from all its rows. */
  merged: ProductRow;
  errors: RowError[];
}

/** Brings the rows of one product together. Cells that contradict an earlier row are named. */
export function groupedByHandle(rows: readonly ReadRow<ProductRow>[], known: KnownCatalogue): ProductGroup[] {
  const groups = new Map<string, ProductGroup>();
  for (const row of rows) {
    const handle = handleOf(row.value);
    const group = groups.get(handle);
    if (group === undefined) {
      groups.set(handle, { handle, rows: [row], merged: { ...row.value }, errors: [] });
      continue;
    }
    group.rows.push(row);
    for (const column of productCells) {
      const said = row.value[column];
      if (said === undefined) continue;
      if (group.merged[column] === undefined) Object.assign(group.merged, { [column]: said });
      else if (!meansTheSame(column, String(group.merged[column]), String(said), known)) {
        group.errors.push({ row: row.row, column, reason: 'An earlier row of the same product says something else' });
      }
    }
  }
  return [...groups.values()];
}

/** A brand or remedy may be written in several ways; everything else must be written alike. */
function meansTheSame(column: string, a: string, b: string, { brands, remedies }: KnownCatalogue): boolean {
  if (a === b) return true;
  const names = column === 'brand' ? brands : column === 'remedy' ? remedies : undefined;
  const first = names?.get(a.toLowerCase());
  return first !== undefined && first === names?.get(b.toLowerCase());
}
