import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutationGroups, reportOf } from './groups.ts';
import { reportMutation } from './report.ts';

/**
 * `npm run mutation [-- group ...]`: Stryker over the pure rules, a group after the other, so that a mutant meets
 * only the tests of its own area; then the table in docs/results.md. Ends with 1 if a group stays under the threshold of the config.
 */
const CONFIG = join(import.meta.dirname, 'stryker.config.json');
const chosen = process.argv.slice(2);
const unknown = chosen.filter((group) => mutationGroups[group] === undefined);
if (unknown.length > 0) {
  throw new Error(`No such group: ${unknown.join(', ')}. There are: ${Object.keys(mutationGroups).join(', ')}.`);
}

const scratch = mkdtempSync('.stryker-');
const poor: string[] = [];
for (const [group, { mutate }] of Object.entries(mutationGroups)) {
  if (chosen.length > 0 && !chosen.includes(group)) continue;
  const file = join(scratch, 'config.json');
  const config = { ...JSON.parse(readFileSync(CONFIG, 'utf8')), mutate, jsonReporter: { fileName: reportOf(group) } };
  writeFileSync(file, JSON.stringify(config));
  const { status } = spawnSync('stryker', ['run', file], {
    stdio: 'inherit',
    env: { ...process.env, MUTATION_GROUP: group },
  });
  if (status !== 0) poor.push(group);
}
rmSync(scratch, { recursive: true });
reportMutation();
if (poor.length > 0) console.error(`Under the threshold: ${poor.join(', ')}.`);
process.exitCode = poor.length > 0 ? 1 : 0;
