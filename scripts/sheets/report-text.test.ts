import { describe, expect, it } from 'vitest';
import type { ImportReport } from '#modules/catalog/import';
import { reportText } from './report-text.ts';

const report: ImportReport = {
  kind: 'prices',
  dryRun: false,
  applied: true,
  rows: 3,
  created: 1,
  updated: 1,
  unchanged: 1,
  skipped: 0,
  errorCount: 0,
  errors: [],
  notices: [],
};

describe('the report of an import', () => {
  it('says in one line what has changed', () => {
    expect(reportText(report)).toBe('3 rows of prices: 1 created, 1 updated, 1 unchanged.');
  });

  it('says after a dry run that nothing was written', () => {
    expect(reportText({ ...report, dryRun: true, applied: false })).toMatch(
      /^Would import 3 rows.*Nothing was written\.$/,
    );
  });

  it('lists errors by row, column and reason, and says how many are not shown', () => {
    const errors = [
      { row: 2, column: 'sku', reason: 'There is no such SKU' },
      { row: 13, column: 'price', reason: 'The price is above the MRP' },
    ];
    expect(reportText({ ...report, applied: false, errorCount: 5, errors })).toBe(
      [
        'Nothing was imported: 5 errors in the prices sheet.',
        '',
        'row  column  reason',
        '  2  sku     There is no such SKU',
        ' 13  price   The price is above the MRP',
        '... and 3 more',
      ].join('\n'),
    );
  });
});
