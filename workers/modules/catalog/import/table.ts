import type { z } from 'zod';
import type { Grid } from './csv.ts';
import { IMPORT_ROW_LIMIT, type RowError } from './report.ts';

/** A row by the names of its columns. `row` counts as the file does: the header is row 1. */
export interface RawRow {
  row: number;
  cells: Record<string, string>;
}

/** A row that was read: what it says, in the types of the domain. */
export interface ReadRow<T> {
  row: number;
  value: T;
}

/** Columns that a person or an export may leave in the file: they are shown and not read. */
type Columns = { all: readonly string[]; needed: readonly string[] };

const nameOf = (cell: string): string =>
  cell
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');

/** Puts rows under their header. Refuses unknown, missing and repeated columns and files that are too long. */
export function tableOf({ rows, errors }: Grid, { all, needed }: Columns): { rows: RawRow[]; errors: RowError[] } {
  if (errors.length > 0) return { rows: [], errors };
  const wrong = (column: string, reason: string): RowError => ({ row: 1, column, reason });
  if (rows.length - 1 > IMPORT_ROW_LIMIT) {
    const limit = IMPORT_ROW_LIMIT.toLocaleString('en');
    const reason = `The file has more than ${limit} rows: split it into files of at most ${limit} rows, each with the header`;
    return { rows: [], errors: [{ row: IMPORT_ROW_LIMIT + 2, column: '', reason }] };
  }
  const header = (rows[0] ?? []).map(nameOf);
  while (header.at(-1) === '') header.pop();
  const headerErrors = [
    ...needed.filter((column) => !header.includes(column)).map((column) => wrong(column, 'This column is missing')),
    ...header.flatMap((column, at) => {
      if (!all.includes(column))
        return [wrong(column.slice(0, 40), `There is no such column; known are: ${all.join(', ')}`)];
      return header.indexOf(column) < at ? [wrong(column, 'This column stands in the header twice')] : [];
    }),
  ];
  if (headerErrors.length > 0) return { rows: [], errors: headerErrors };
  const table: RawRow[] = [];
  const rowErrors: RowError[] = [];
  for (const [at, cells] of rows.entries()) {
    if (at === 0 || cells.every((cell) => cell === '')) continue;
    if (cells.slice(header.length).some((cell) => cell !== '')) {
      rowErrors.push({ row: at + 1, column: '', reason: 'The row has more cells than the header' });
    }
    table.push({ row: at + 1, cells: Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])) });
  }
  return { rows: table, errors: rowErrors };
}

/** Reads every row by its schema; a wrong one is named and left out. */
export function readRows<S extends z.ZodType>(
  table: readonly RawRow[],
  schema: S,
): { rows: ReadRow<z.output<S>>[]; errors: RowError[] } {
  const rows: ReadRow<z.output<S>>[] = [];
  const errors: RowError[] = [];
  for (const { row, cells } of table) {
    const unstorable = Object.entries(cells).find(([, text]) => text.includes('\u0000') || !text.isWellFormed());
    if (unstorable !== undefined) {
      errors.push({ row, column: unstorable[0], reason: 'Contains characters that cannot be stored' });
      continue;
    }
    const read = schema.safeParse(cells);
    if (read.success) rows.push({ row, value: read.data });
    else
      for (const issue of read.error.issues)
        errors.push({ row, column: String(issue.path[0] ?? ''), reason: issue.message });
  }
  return { rows, errors };
}

/** Names the rows that say again what an earlier one has said. */
export function repeats<T>(
  rows: readonly ReadRow<T>[],
  column: string,
  keyOf: (value: T) => string | undefined,
): RowError[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, value }) => {
    const key = keyOf(value);
    if (key === undefined) return [];
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, row);
      return [];
    }
    return [{ row, column, reason: `Row ${before} is about the same` }];
  });
}
