import type { ImportReport, RowError } from '#modules/catalog/import';

/** What a person reads after an import: the counts, what was noticed, and every error in a table. */
export function reportText(report: ImportReport): string {
  const { kind, dryRun, rows, created, updated, unchanged, skipped, errorCount, errors, notices } = report;
  const counts = `${created} created, ${updated} updated, ${unchanged} unchanged${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  if (errorCount > 0) {
    const hidden = errorCount - errors.length;
    return [
      `Nothing was imported: ${errorCount} ${errorCount === 1 ? 'error' : 'errors'} in the ${kind} sheet.`,
      '',
      errorTable(errors),
      ...(hidden > 0 ? [`... and ${hidden} more`] : []),
    ].join('\n');
  }
  const done = dryRun
    ? `Would import ${many(rows)} of ${kind}: ${counts}. Nothing was written.`
    : `${many(rows)} of ${kind}: ${counts}.`;
  return [done, ...notices].join('\n');
}

const many = (rows: number): string => `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;

function errorTable(errors: readonly RowError[]): string {
  const columnWidth = Math.max('column'.length, ...errors.map(({ column }) => column.length));
  const rowWidth = Math.max('row'.length, ...errors.map(({ row }) => String(row).length));
  const line = (row: string, column: string, reason: string) =>
    `${row.padStart(rowWidth)}  ${column.padEnd(columnWidth)}  ${reason}`;
  return [line('row', 'column', 'reason'), ...errors.map((e) => line(String(e.row), e.column, e.reason))].join('\n');
}
