import { inParallel } from '../shopper.ts';
import type { Target } from './targets.ts';
import { runTool } from './tool.ts';

export interface SqlmapReport {
  targets: number;
  /** Targets that were tested to their end; the others ran out of time. */
  finished: number;
  findings: string[];
  /** Targets that sqlmap could not test at all, with its own words. */
  untested: string[];
}

/** Both cores: the shop itself needs the other half. */
const WIDTH = 2;
const TARGET_LIMIT_MS = 90_000;

const settings = [
  '--batch',
  '--flush-session',
  '--dbms=PostgreSQL',
  '--technique=BEUSQ',
  '--level=1',
  '--risk=1',
  '--keep-alive',
  '--skip-waf',
  '--disable-coloring',
  '--timeout=10',
  '--retries=1',
  '--ignore-code=*',
  '--answers=follow=N,quit=N,process=Y',
];

function argumentsFor({ method, url, headers, body }: Target, outputDir: string): string[] {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [
    ...settings,
    `--output-dir=${outputDir}`,
    `--method=${method}`,
    '-u',
    url,
    ...(lines.length > 0 ? [`--headers=${lines.join('\n')}`] : []),
    ...(body === undefined ? [] : [`--data=${body}`]),
  ];
}

const provesFinding =
  /is vulnerable|identified the following injection point|might be injectable|seems to be .*injectable/;
const provesEnd = /all tested parameters do not appear to be injectable|ending @/;

/** Tries to inject into every target until the time is up. */
export async function runSqlmap(targets: readonly Target[], outputDir: string, untilMs: number): Promise<SqlmapReport> {
  const report: SqlmapReport = { targets: targets.length, finished: 0, findings: [], untested: [] };
  await inParallel(targets.length, WIDTH, async (index) => {
    const target = targets[index];
    const leftMs = untilMs - Date.now();
    if (target === undefined || leftMs <= 0) return;
    const { output, isComplete } = await runTool(
      'sqlmap',
      argumentsFor(target, `${outputDir}/${index}`),
      Math.min(leftMs, TARGET_LIMIT_MS),
    );
    const finding = output.split('\n').find((line) => provesFinding.test(line) && !line.includes('false positive'));
    if (finding !== undefined) report.findings.push(`${target.name}: ${finding.trim()}`);
    const critical = output.split('\n').find((line) => line.includes('[CRITICAL]') && !line.includes('going to retry'));
    if (critical !== undefined) report.untested.push(`${target.name}: ${critical.trim()}`);
    else if (isComplete && provesEnd.test(output)) report.finished += 1;
  });
  return report;
}
