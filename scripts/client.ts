import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { clientSchema, SCHEMA_PATH } from './client/client-schema.ts';
import { PROJECT_ROOT } from './runtime/project.ts';

/** `npm run client`: writes the client's types anew, from the routes themselves. `-- --check` only says whether they are stale. */
const { values: flags } = parseArgs({ options: { check: { type: 'boolean' } } });
const path = join(PROJECT_ROOT, SCHEMA_PATH);
const schema = await clientSchema();
const isStale = readFileSync(path, { encoding: 'utf8', flag: 'a+' }) !== schema;
if (flags.check && isStale) {
  process.stderr.write(`${SCHEMA_PATH} is not what the routes say: run npm run client\n`);
  process.exit(1);
}
if (isStale) writeFileSync(path, schema);
process.stdout.write(`${SCHEMA_PATH} ${isStale ? 'is written anew' : 'is up to date'}\n`);
