import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvStart, readCsv, writeCsv } from './csv.ts';
import { disarm, rearm } from './formula-guard.ts';
import { tableOf } from './table.ts';
import { readXlsx, writeWorkbook } from './xlsx.ts';

const MANY = 1000;
const bytes = (text: string) => new TextEncoder().encode(text);

/** A cell as the catalogue holds it: no blanks around it, nothing that no database stores. */
const cell = fc
  .oneof(
    fc.string(),
    fc.constantFrom('=1+1', "'=x", '+91', '-30', '@a', "''=x", "it's", 'a,b;c\td', '"', 'line\nline', 'नक्स'),
  )
  .map((text) =>
    Array.from(text)
      .filter((letter) => letter === '\n' || /[^\p{C}]/u.test(letter))
      .join('')
      .trim(),
  )
  .filter((text) => text.isWellFormed());
const sheet = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 });
const solid = (rows: string[][]) => rows.filter((row) => row.some((text) => text !== ''));

describe('CSV', () => {
  it('reads back what it has written, whatever stands in the cells', () => {
    fc.assert(
      fc.property(sheet, (rows) => {
        const read = readCsv(bytes(csvStart + writeCsv([['a', 'b', 'c'], ...rows])), MANY);
        expect(read.errors).toEqual([]);
        expect(solid(read.rows.slice(1))).toEqual(solid(rows));
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
  });

  it('writes no cell that a spreadsheet would run', () => {
    for (const text of ['=cmd|calc', '+1', '-1', '@SUM(A1)', "'=1", '\t=1']) {
      expect(disarm(text).startsWith("'")).toBe(true);
      expect(rearm(disarm(text))).toBe(text);
    }
    expect(disarm('Arnica')).toBe('Arnica');
    expect(rearm("'s Gravenhage")).toBe("'s Gravenhage");
  });

  it('may be separated by semicolons or tabs, as Excel in other languages writes it', () => {
    expect(readCsv(bytes('sku;price\nA;1,5'), MANY).rows).toEqual([
      ['sku', 'price'],
      ['A', '1,5'],
    ]);
    expect(readCsv(bytes('sku\tprice\nA\t1'), MANY).rows).toEqual([
      ['sku', 'price'],
      ['A', '1'],
    ]);
  });

  it('is refused in words when it is not UTF-8 or a quotation never ends', () => {
    expect(readCsv(new Uint8Array([0x61, 0xe9, 0x0a]), MANY).errors[0]?.reason).toMatch(/UTF-8/);
    expect(readCsv(bytes('a,b\n"x,y'), MANY).errors[0]).toMatchObject({ row: 2, reason: 'A quoted cell does not end' });
  });
});

describe('XLSX', () => {
  it('reads back what it has written', async () => {
    await fc.assert(
      fc.asyncProperty(sheet, async (rows) => {
        const file = await writeWorkbook('sheet', [['a', 'b', 'c'], ...rows]);
        const read = await readXlsx(file, MANY);
        const padded = read.rows.slice(1).map((row) => ['', '', ''].map((_, at) => row[at] ?? ''));
        expect(solid(padded)).toEqual(solid(rows));
      }),
      { seed: 20_261_122, numRuns: 60 },
    );
  });

  it('is refused in words when it is something else', async () => {
    const read = await readXlsx(bytes('sku,price\nA,1'), MANY);
    expect(read.errors[0]?.reason).toMatch(/not a workbook/);
  });
});

describe('a table', () => {
  const columns = { all: ['sku', 'valid_from'], needed: ['sku'] };

  it('counts rows as the file does, with its empty ones', () => {
    const grid = readCsv(bytes('SKU,Valid from\nA,\n\n,\nB,2027-01-01\n'), MANY);
    expect(tableOf(grid, columns).rows.map(({ row, cells }) => `${row} ${cells.sku}`)).toEqual(['2 A', '5 B']);
  });

  it('is refused above its limit, with how to split it', () => {
    const rows = [['sku'], ...Array.from({ length: 40_001 }, (_, at) => [`S${at}`])];
    expect(tableOf({ rows, errors: [] }, columns).errors).toEqual([
      { row: 40_002, column: '', reason: expect.stringContaining('split it into files of at most 40,000 rows') },
    ]);
  });
});
