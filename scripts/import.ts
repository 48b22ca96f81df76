import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ImportKind, type ImportReport, importKinds, type SheetFormat } from '#modules/catalog/import';
import { bdpmSheet } from '../db/seed/bdpm-sheet.ts';
import { reportText } from './sheets/report-text.ts';
import { askShop, CannotDoIt, findShop, runCommand } from './sheets/running-shop.ts';

const USAGE = `npm run import -- <${importKinds.join('|')}> <file.csv|file.xlsx> [--dry-run] [--url http://...]

  Without a file, bdpm takes the French registry that comes with the project. Everything goes in, or nothing does.`;

const contentTypes: Record<SheetFormat, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

await runCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, url: { type: 'string' } },
  });
  const [kind, file] = positionals;
  if (!isKind(kind) || (file === undefined && kind !== 'bdpm') || positionals.length > 2) throw new CannotDoIt(USAGE);
  const { body, format } =
    file === undefined ? { body: Buffer.from(bdpmSheet()), format: 'csv' as const } : readSheet(file);
  const answer = await askShop(findShop(values), `/v1/admin/import/${kind}?dryRun=${values['dry-run'] === true}`, {
    method: 'POST',
    headers: { 'content-type': contentTypes[format] },
    body,
  });
  const report = (await answer.json()) as ImportReport;
  process.stdout.write(`${reportText(report)}\n`);
  return report.errorCount > 0 ? 1 : 0;
});

function isKind(text: string | undefined): text is ImportKind {
  return importKinds.some((kind) => kind === text);
}

function readSheet(file: string): { body: Buffer<ArrayBuffer>; format: SheetFormat } {
  const format = /\.(csv|xlsx)$/i.exec(file)?.[1]?.toLowerCase();
  if (format !== 'csv' && format !== 'xlsx') throw new CannotDoIt(`${file} ends neither in .csv nor in .xlsx.`);
  try {
    // npm runs scripts in the project's folder; a file is meant from where the person stands.
    return { body: readFileSync(resolve(process.env.INIT_CWD ?? '.', file)), format };
  } catch {
    throw new CannotDoIt(`${file} cannot be read.`);
  }
}
