import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localSecrets } from './local-secrets.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tincture-secrets-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));
const path = () => join(dir, 'secrets.json');

describe('the secrets of a shop on this machine', () => {
  it('are made once, for the eyes of their owner, and strong enough for every Worker', () => {
    const made = localSecrets(dir);
    expect(localSecrets(dir)).toEqual(made);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('are refused by name when one is missing, weak or damaged, and nothing is overwritten', () => {
    const { AUTH_SECRET, PERSONAL_KEYS } = localSecrets(dir);
    const broken: [unknown, RegExp][] = [
      [{ AUTH_SECRET }, /PERSONAL_KEYS: Is missing/],
      [{ PERSONAL_KEYS, AUTH_SECRET: 'short' }, /AUTH_SECRET: Needs 32 characters/],
      [{ AUTH_SECRET, PERSONAL_KEYS: '{}' }, /PERSONAL_KEYS: Does not hold/],
    ];
    for (const [secrets, problem] of broken) {
      const text = JSON.stringify(secrets);
      writeFileSync(path(), text);
      expect(() => localSecrets(dir)).toThrow(problem);
      expect(readFileSync(path(), 'utf8')).toBe(text);
    }
    writeFileSync(path(), '{');
    expect(() => localSecrets(dir)).toThrow(/not JSON/);
  });
});
