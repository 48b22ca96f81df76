import Papa from 'papaparse';
import { disarm, rearm } from './formula-guard.ts';
import type { RowError } from './report.ts';

/** Rows as texts, each in the place it has in the file; empty rows stay, so that row numbers stay. */
export interface Grid {
  rows: string[][];
  errors: RowError[];
}

const reasons: Readonly<Record<string, string>> = {
  MissingQuotes: 'A quoted cell does not end',
  InvalidQuotes: 'A quotation mark stands where none may be',
  UndetectableDelimiter: 'The cells are not separated by commas, semicolons or tabs',
};

/** Reads CSV in UTF-8, separated by commas, semicolons or tabs. One row more than `maxRows` is read, so that a longer file shows. */
export function readCsv(bytes: Uint8Array, maxRows: number): Grid {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return { rows: [], errors: [{ row: 1, column: '', reason: 'The file is not UTF-8: save it as "CSV UTF-8"' }] };
  }
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: separatorOf(text), preview: maxRows + 1 });
  const cut = data.length > maxRows;
  return {
    rows: data.map((cells) => cells.map((cell) => rearm(cell.trim()))),
    errors: errors
      .filter(({ code }) => !(cut && code === 'MissingQuotes'))
      .map(({ code, row }) => ({ row: (row ?? 0) + 1, column: '', reason: reasons[code] ?? 'The row cannot be read' })),
  };
}

/** The separator that the header uses most; a file of one column uses none. */
function separatorOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  const uses = (separator: string) => header.split(separator).length;
  return [',', ';', '\t'].reduce((best, other) => (uses(other) > uses(best) ? other : best));
}

const BYTE_ORDER_MARK = '\ufeff';

/** Writes CSV as Excel opens it right: UTF-8 with its mark, and no cell that starts like a formula. */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): string {
  return Papa.unparse(
    rows.map((cells) => cells.map((cell) => disarm(String(cell)))),
    { newline: '\r\n' },
  );
}

export const csvStart = BYTE_ORDER_MARK;
