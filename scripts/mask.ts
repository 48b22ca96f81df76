import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findKeys } from './personal/find-keys.ts';
import { maskDatabase } from './personal/mask-database.ts';
import { isUrl } from './personal/open-records.ts';
import { PROJECT_ROOT } from './runtime/project.ts';
import { CannotDoIt, runCommand } from './sheets/running-shop.ts';

const USAGE = `npm run mask -- --to <postgresql://… | folder> [--replace] [--keys <file>]

  Copies the records of DATABASE_URL, or of the stopped shop in DATA_DIR, without personal data: made-up people, no
  sessions, keys, secrets and tokens. --keys: where the keys of a copy at an address are kept; made when missing.`;

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: { to: { type: 'string' }, replace: { type: 'boolean' }, keys: { type: 'string' } },
  });
  if (flags.to === undefined) throw new CannotDoIt(USAGE);
  const { DATABASE_URL, DATA_DIR, INIT_CWD = '.' } = process.env;
  const dataDir = DATA_DIR ?? join(PROJECT_ROOT, '.data');
  const say = (text: string) => process.stdout.write(`${text}\n`);
  // npm runs scripts in the project's folder; a path is meant from where the person stands.
  const to = isUrl(flags.to) ? flags.to : resolve(INIT_CWD, flags.to);
  const empty = await maskDatabase(
    {
      from: DATABASE_URL || dataDir,
      to,
      keys: findKeys(dataDir),
      keysFile: flags.keys === undefined ? undefined : resolve(INIT_CWD, flags.keys),
      mayReplace: flags.replace === true,
    },
    ({ table, rows }) => say(`${table}: ${rows.toLocaleString('en')}`),
  );
  say(`Left out: ${empty.join(', ')}.`);
  return 0;
});
