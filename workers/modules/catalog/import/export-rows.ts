import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { writeRupees } from './cells.ts';
import { csvStart, writeCsv } from './csv.ts';
import { pricePage, productPage, skusAfter, stockPage, VARIANTS_PER_PAGE } from './export-pages.ts';
import { priceColumns } from './import-prices.ts';
import { stockColumns } from './import-stock.ts';
import { productColumns } from './product-row.ts';
import { type ExportKind, exportKinds, type SheetFormat, sheetFormats } from './report.ts';
import { writeWorkbook } from './xlsx.ts';

interface ExportRows {
  kind: ExportKind;
  format: SheetFormat;
}

interface ExportedFile {
  fileName: string;
  contentType: string;
  body: Uint8Array;
  rows: number;
}

const ExportSchema = z.strictObject({ kind: z.enum(exportKinds), format: z.enum(sheetFormats) });

const sheetTypes: Readonly<Record<SheetFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A workbook is made in memory; CSV has no such limit. */
const WORKBOOK_ROW_LIMIT = 60_000;

type Cell = string | number;

/** The columns of a sheet, and how to read the rows of the variants whose SKUs follow `after`. */
interface Export {
  columns: readonly string[];
  page: (after: string, now: string) => SQL;
  cells: (row: Record<string, unknown>) => Record<string, unknown>;
}

const rupeesOf = (paise: unknown): string => (typeof paise === 'number' ? writeRupees(paise) : '');
const percentOf = (permille: unknown): string => (typeof permille === 'number' ? (permille / 10).toFixed(1) : '');

const exportsByKind: Record<ExportKind, Export> = {
  products: {
    columns: productColumns.all,
    page: productPage,
    cells: (row) => ({ ...row, alcohol_percent: percentOf(row.alcohol_permille) }),
  },
  prices: { columns: priceColumns.all, page: pricePage, cells: withRupees },
  stock: { columns: stockColumns.all, page: stockPage, cells: withRupees },
};

function withRupees(row: Record<string, unknown>): Record<string, unknown> {
  const instant = typeof row.valid_from === 'string' ? new Date(row.valid_from).toISOString() : undefined;
  return {
    ...row,
    price: rupeesOf(row.amount_paise),
    mrp: rupeesOf(row.mrp_paise),
    cost: rupeesOf(row.cost_paise),
    valid_from: instant,
  };
}

/**
 * Writes the products, the prices in force or the stock on hand as a sheet of the columns that `importRows` reads. Throws
 * `too_large` for a workbook of more than WORKBOOK_ROW_LIMIT rows.
 */
export async function exportRows(ctx: Context, input: ExportRows): Promise<ExportedFile> {
  requirePermission(ctx, 'catalog.export');
  const { kind, format } = ExportSchema.parse(input);
  const { columns } = exportsByKind[kind];
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [encoder.encode(csvStart)];
  const sheet: Cell[][] = [[...columns]];
  let rows = 0;
  if (format === 'csv') parts.push(encoder.encode(`${writeCsv([columns])}\r\n`));
  for await (const page of pages(ctx, kind)) {
    rows += page.length;
    if (format === 'csv') parts.push(encoder.encode(`${writeCsv(page)}\r\n`));
    else if (rows > WORKBOOK_ROW_LIMIT) {
      throw new AppError('too_large', `A workbook holds at most ${WORKBOOK_ROW_LIMIT} rows: export CSV instead.`);
    } else sheet.push(...page);
  }
  const day = ctx.clock.now().toISOString().slice(0, 10);
  return {
    fileName: `${kind}-${day}.${format}`,
    contentType: sheetTypes[format],
    body: format === 'csv' ? joined(parts) : await writeWorkbook(kind, sheet),
    rows,
  };
}

async function* pages(ctx: Permitted, kind: ExportKind): AsyncGenerator<Cell[][]> {
  const { columns, page, cells } = exportsByKind[kind];
  const now = ctx.clock.now().toISOString();
  for (let after = ''; ; ) {
    const [found = [], last = []] = await ctx.db.batch([
      page(after, now),
      sql`select max(sku) as sku, count(*)::int as count from (${skusAfter(after)}) page`,
    ]);
    if (found.length > 0) {
      yield found.map((row) => {
        const named = cells(row);
        return columns.map((column) => cellOf(named[column]));
      });
    }
    const { sku, count } = last[0] ?? {};
    if (typeof sku !== 'string' || Number(count) < VARIANTS_PER_PAGE) return;
    after = sku;
  }
}

const cellOf = (value: unknown): Cell => (typeof value === 'number' || typeof value === 'string' ? value : '');

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
