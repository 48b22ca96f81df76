import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';

const RESULTS = join(import.meta.dirname, '../docs/results.md');

const HEAD = `# Results

Every table names the command that makes it again, the machine and the commit. Rates stand beside a baseline of the same run: a shared machine
drifts, a ratio holds.
`;

/** Machine, date and commit of a run, in one line. */
export function runFacts(command: string): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const cores = cpus();
  const dirty = git('status', '--porcelain') === '' ? '' : ' with uncommitted changes';
  const machine = `${cores.length} x ${cores[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release().split('-')[0]}`;
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return `\`${command}\` on ${date} UTC, ${machine}, Node ${process.versions.node}, commit ${git('rev-parse', '--short', 'HEAD')}${dirty}.`;
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Puts a section into docs/results.md in place of the one with the same title, or behind the others. */
export function writeResults(title: string, body: string): void {
  const text = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8') : HEAD;
  const section = `## ${title}\n\n${body.trim()}\n`;
  const sections = text.split(/^(?=## )/m);
  const at = sections.findIndex((part) => part.startsWith(`## ${title}\n`));
  if (at < 0) sections.push(section);
  else sections[at] = section;
  writeFileSync(RESULTS, `${sections.map((part) => part.trim()).join('\n\n')}\n`);
}
