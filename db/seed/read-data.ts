import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';

/** A file of db/seed/data as text, unpacked where it ends in `.gz`. */
function readDataFile(name: string): string {
  const bytes = readFileSync(join(import.meta.dirname, 'data', name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** The rows of a CSV file by the names in its header; a missing cell is an empty text. */
export function readTable(name: string): Record<string, string>[] {
  const { data, errors } = Papa.parse<Record<string, string>>(readDataFile(name), {
    header: true,
    skipEmptyLines: true,
  });
  const [first] = errors;
  if (first !== undefined) throw new Error(`${name}, row ${(first.row ?? 0) + 2}: ${first.message}`);
  return data;
}

export interface BookEntry {
  doc_id: string;
  remedy: string;
  latin: string;
  sections: { section: string; text: string }[];
}

export function readBook(name: string): BookEntry[] {
  const lines = readDataFile(name).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as BookEntry);
}
