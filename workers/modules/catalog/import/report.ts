import * as z from 'zod';

export const importKinds = ['products', 'prices', 'stock', 'bdpm'] as const;
export type ImportKind = (typeof importKinds)[number];

export const exportKinds = ['products', 'prices', 'stock'] as const;
export type ExportKind = (typeof exportKinds)[number];

export const sheetFormats = ['csv', 'xlsx'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

/** What is wrong with one cell, as the person who made the file counts: the header is row 1. */
const RowErrorView = z.object({
  row: z.int(),
  /** The name in the header, or empty where the whole row is meant. */
  column: z.string(),
  reason: z.string(),
});
export type RowError = z.infer<typeof RowErrorView>;

export type RowFate = 'created' | 'updated' | 'unchanged' | 'skipped';

export const ImportReportView = z
  .object({
    kind: z.enum(importKinds),
    dryRun: z.boolean(),
    applied: z.boolean().meta({
      description: 'False after a dry run, and whenever there is an error: a file goes in whole or not at all',
    }),
    rows: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    skipped: z.int(),
    errorCount: z.int(),
    errors: z.array(RowErrorView).meta({ description: 'The first 200' }),
    notices: z
      .array(z.string())
      .meta({ description: 'What should be known besides: why rows were skipped, for example' }),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof ImportReportView>;

/** Enough to mend a file by; a wrong file of 40,000 rows would otherwise answer with megabytes. */
const SHOWN_ERRORS = 200;

/** Rows of one file: its changes fit into one transaction, and into the memory of a Worker together with the file. */
export const IMPORT_ROW_LIMIT = 40_000;

/** Bytes of one file. A sheet of IMPORT_ROW_LIMIT rows is about a third of it. */
export const IMPORT_BYTE_LIMIT = 16 * 1024 * 1024;

/** What a row plan comes to, before anything is written. */
export interface Outcome {
  fates: RowFate[];
  errors: RowError[];
  notices: string[];
}

export function reportOf(
  kind: ImportKind,
  dryRun: boolean,
  applied: boolean,
  { fates, errors, notices }: Outcome,
): ImportReport {
  const count = (fate: RowFate) => fates.filter((other) => other === fate).length;
  return {
    kind,
    dryRun,
    applied,
    rows: fates.length,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    skipped: count('skipped'),
    errorCount: errors.length,
    errors: inFileOrder(errors).slice(0, SHOWN_ERRORS),
    notices,
  };
}

const inFileOrder = (errors: readonly RowError[]): RowError[] => [...errors].sort((a, b) => a.row - b.row);
