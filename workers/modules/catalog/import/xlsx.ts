import { type CellValue, streamXlsxRows, writeXlsx } from 'hucre/xlsx';
import type { Grid } from './csv.ts';

/** What all parts of a workbook may unpack to: far more than any sheet of IMPORT_ROW_LIMIT rows. */
const UNPACKED_LIMIT_BYTES = 64 * 1024 * 1024;

/** Reads the first sheet of a workbook. One row more than `maxRows` is read, so that a longer one shows. */
export async function readXlsx(bytes: Uint8Array, maxRows: number): Promise<Grid> {
  const unreadable = (reason: string): Grid => ({ rows: [], errors: [{ row: 1, column: '', reason }] });
  if (unpackedBytes(bytes) > UNPACKED_LIMIT_BYTES)
    return unreadable('The workbook unpacks to more than 64 MB: split it');
  const rows: string[][] = [];
  try {
    for await (const { index, values } of streamXlsxRows(bytes, { maxRows: maxRows + 1 })) {
      // Empty rows are left out of the stream and counted by the people who look at the sheet.
      while (rows.length < index && rows.length <= maxRows) rows.push([]);
      rows.push(values.map(textOf));
      if (rows.length > maxRows) break;
    }
  } catch {
    return unreadable('The file is not a workbook that can be read: save it as .xlsx');
  }
  return { rows, errors: [] };
}

function textOf(value: CellValue): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value).trim();
  // 12.1 is stored as 12.100000000000001 by some programs.
  return String(Number(value.toPrecision(12)));
}

const CENTRAL_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;

/** What the directory of a ZIP says its parts unpack to; 0 for what is no ZIP (APPNOTE 4.3.12, 4.3.16). */
function unpackedBytes(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lowest = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let end = bytes.length - END_BYTES; end >= lowest; end--) {
    if (view.getUint32(end, true) !== END_OF_DIRECTORY) continue;
    let total = 0;
    let at = view.getUint32(end + 16, true);
    while (at + 46 <= end && view.getUint32(at, true) === CENTRAL_ENTRY) {
      total += view.getUint32(at + 24, true);
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return total;
  }
  return 0;
}

export function writeWorkbook(name: string, rows: (string | number)[][]): Promise<Uint8Array> {
  return writeXlsx({ sheets: [{ name, rows, freezePane: { rows: 1 } }] });
}
