import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ExportKind, exportKinds } from '#modules/catalog/import';
import { askShop, CannotDoIt, findShop, runCommand } from './sheets/running-shop.ts';

const USAGE = `npm run export -- <${exportKinds.join('|')}> <file.csv|file.xlsx> [--url http://...]`;

await runCommand(async () => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { url: { type: 'string' } } });
  const [kind, file = ''] = positionals;
  const format = /\.(csv|xlsx)$/i.exec(file)?.[1]?.toLowerCase();
  if (!isKind(kind) || format === undefined || positionals.length > 2) throw new CannotDoIt(USAGE);
  const answer = await askShop(findShop(values), `/v1/admin/export/${kind}?format=${format}`);
  const body = new Uint8Array(await answer.arrayBuffer());
  // npm runs scripts in the project's folder; a file is meant from where the person stands.
  writeFileSync(resolve(process.env.INIT_CWD ?? '.', file), body);
  process.stdout.write(`${file}: ${body.length.toLocaleString('en')} bytes of ${kind}.\n`);
  return 0;
});

function isKind(text: string | undefined): text is ExportKind {
  return exportKinds.some((kind) => kind === text);
}
