import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, matchesGlob } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const scripts = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
  .scripts;

function isThere(path: string): boolean {
  if (!path.includes('*')) return existsSync(join(ROOT, path));
  const folder = join(ROOT, dirname(path));
  return existsSync(folder) && readdirSync(folder).some((name) => matchesGlob(name, basename(path)));
}

it('the security page names only tests and commands that exist', () => {
  const named = [...page.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
  const tests = named.filter((text) => text.endsWith('.test.ts'));
  expect(tests.length).toBeGreaterThan(20);
  expect(tests.filter((path) => !isThere(path))).toEqual([]);
  const commands = named.filter((text) => text.startsWith('npm run ')).map((text) => text.slice('npm run '.length));
  expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
});
