import { existsSync, readFileSync } from 'node:fs';
import { markdownTable, runFacts, writeResults } from '../../bench/report.ts';
import { mutationGroups, reportOf } from './groups.ts';

/** Of Stryker's report, what is counted here (schema of mutation-testing-report-schema). */
interface Report {
  files: Record<string, { mutants: readonly { status: string }[] }>;
}

interface Count {
  mutants: number;
  killed: number;
  survived: number;
}

/** A mutant that never ends is noticed like one that fails; one that no test reaches has survived. */
function count(report: Report): Count {
  const found = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const killed = found.filter((status) => status === 'Killed' || status === 'Timeout').length;
  const survived = found.filter((status) => status === 'Survived' || status === 'NoCoverage').length;
  return { mutants: killed + survived, killed, survived };
}

const row = (name: string, { mutants, killed, survived }: Count): string[] => [
  name,
  `${mutants}`,
  `${killed}`,
  `${survived}`,
  `${((100 * killed) / Math.max(1, mutants)).toFixed(1)} %`,
];

/** Writes the section of docs/results.md from what Stryker found last in each group. */
export function reportMutation(): void {
  const total: Count = { mutants: 0, killed: 0, survived: 0 };
  const rows: string[][] = [];
  for (const group of Object.keys(mutationGroups)) {
    if (!existsSync(reportOf(group))) {
      rows.push([group, 'not run', '', '', '']);
      continue;
    }
    const counted = count(JSON.parse(readFileSync(reportOf(group), 'utf8')) as Report);
    for (const key of ['mutants', 'killed', 'survived'] as const) total[key] += counted[key];
    rows.push(row(group, counted));
  }
  const table = markdownTable(['files', 'mutants', 'killed', 'survived', 'score'], [...rows, row('all', total)]);
  const files = 'The files and tests of each line stand in `tests/mutation/groups.ts`.';
  writeResults('Mutation', `${runFacts('npm run mutation')}\n\n${table}\n\n${files}`);
  console.log(table);
}

if (import.meta.main) reportMutation();
