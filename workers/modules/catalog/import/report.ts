export const importKinds = ['products', 'prices', 'stock', 'bdpm'] as const;
export type ImportKind = (typeof importKinds)[number];

export const exportKinds = ['products', 'prices', 'stock'] as const;
export type ExportKind = (typeof exportKinds)[number];

export const sheetFormats = ['csv', 'xlsx'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

/** What is wrong with one cell, as the person who made the file counts: the header is row 1. */
export interface RowError {
  row: number;
  /** The name in the header, or empty where the whole row is meant. */
  column: string;
  reason: string;
}

export type RowFate = 'created' | 'updated' | 'unchanged' | 'skipped';

export interface ImportReport {
  kind: ImportKind;
  dryRun: boolean;
  /** False after a dry run, and whenever there is an error: a file goes in whole or not at all. */
  applied: boolean;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  errorCount: number;
  /** The first of them: see SHOWN_ERRORS. */
  errors: RowError[];
  /** What should be known besides: why rows were skipped, that the file was taken in before. */
  notices: string[];
}

/** Enough to mend a file by; a wrong file of 40,000 rows would otherwise answer with megabytes. */
export const SHOWN_ERRORS = 200;

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
