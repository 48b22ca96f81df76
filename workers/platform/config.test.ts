import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { DatabaseUrl, Origin, PersonalKeys, Secret, variableProblems, variablesGuard } from './config.ts';
import { testPersonalKeys } from './context.test-support.ts';

const good = 'q8Zr3mVt0LkWy6Hs1NcXb5Jd9FgPa2Ue';
const problemWith = (schema: z.ZodType, value: unknown): string | undefined =>
  variableProblems(z.object({ NAME: schema }), value === undefined ? {} : { NAME: value })[0];

describe('a variable', () => {
  it.each([
    ['a secret that is missing', Secret, undefined, 'Is missing'],
    ['a short secret', Secret, good.slice(1), 'Needs 32 characters or more'],
    ['a secret of examples', Secret, `Change-Me-${good}`, 'Is a known default'],
    ['a secret of few characters', Secret, 'ab'.repeat(20), 'Is not random'],
    ['a database of another kind', DatabaseUrl, 'mysql://localhost/shop', 'Is no Postgres address'],
    ['a database that is no address', DatabaseUrl, 'localhost', 'Is no Postgres address'],
    ['keys that are no keys', PersonalKeys, '{}', 'Does not hold the keys of personal data'],
    ['an origin with a path', Origin, 'https://shop.example/en', 'Must be an origin, without a path'],
    ['an origin without TLS', Origin, 'http://shop.example', 'Must begin with https://'],
    ['an origin of another scheme', Origin, 'ftp://shop.example', 'Must begin with https://'],
  ])('is refused: %s', (_, schema, value, problem) => expect(problemWith(schema, value)).toBe(`NAME: ${problem}`));

  it.each([
    ['a random secret', Secret, good],
    ['a database', DatabaseUrl, 'postgresql://shop:secret@db.neon.tech/shop?sslmode=require'],
    ['keys', PersonalKeys, JSON.stringify(testPersonalKeys)],
    ['an origin', Origin, 'https://shop.example'],
    ['an origin on this machine', Origin, 'http://localhost:8787'],
  ])('is taken: %s', (_, schema, value) => expect(problemWith(schema, value)).toBeUndefined());
});

describe('a Worker', () => {
  it('serves nothing while a variable is wrong, says no more than that, and logs the name once and never the value', () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const requireVariables = variablesGuard('gateway', z.object({ OPERATOR_KEY: Secret.optional() }));
    const variables = { OPERATOR_KEY: 'my-weak-key' };
    for (let i = 0; i < 3; i++) expect(() => requireVariables(variables)).toThrow('The shop is being set up.');
    const lines = logged.mock.calls.map(([line]) => String(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('OPERATOR_KEY: Needs 32 characters or more');
    expect(lines[0]).not.toContain('my-weak-key');
    logged.mockRestore();
    expect(() => requireVariables({ OPERATOR_KEY: good })).not.toThrow();
    expect(() => requireVariables({})).not.toThrow();
  });
});
