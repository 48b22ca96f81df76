import Papa from 'papaparse';
import { readTable } from './read-data.ts';

/** The French registry's three tables as the one sheet that `import bdpm` reads: ingredients and packs as pairs. */
export function bdpmSheet(): string {
  const ingredients = pairsByProduct('bdpm_homeopathic_ingredients.csv.gz', 'substance', 'dilution');
  const packs = pairsByProduct('bdpm_homeopathic_packs.csv', 'cip13', 'pack_label');
  const rows = readTable('bdpm_homeopathic_products.csv').map((product) => ({
    ...product,
    ingredients: ingredients.get(product.cis ?? '') ?? '',
    packs: packs.get(product.cis ?? '') ?? '',
  }));
  return Papa.unparse(rows, { newline: '\n' });
}

function pairsByProduct(file: string, name: string, value: string): Map<string, string> {
  const found = new Map<string, Set<string>>();
  const plain = (text: string | undefined) => (text ?? '').replaceAll(/[|=]/g, ' ').trim();
  for (const row of readTable(file)) {
    const pairs = found.get(row.cis ?? '') ?? new Set();
    found.set(row.cis ?? '', pairs.add(`${plain(row[name])}=${plain(row[value])}`));
  }
  return new Map([...found].map(([cis, pairs]) => [cis, [...pairs].join('|')]));
}
