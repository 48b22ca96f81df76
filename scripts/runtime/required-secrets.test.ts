import { describe, expect, it } from 'vitest';
import { bundledWorkers, PROJECT_ROOT } from './project.ts';
import { deployProblems, requiredSecrets } from './required-secrets.ts';

const gateway = { name: 'tincture-gateway', configPath: 'wrangler.toml', variables: {} };

describe('before a Worker goes live', () => {
  it('each missing secret is named with the command that sets it', () => {
    expect(deployProblems({ ...gateway, secrets: ['DATABASE_URL'] })).toEqual([
      'tincture-gateway lacks PERSONAL_KEYS: npx wrangler secret put PERSONAL_KEYS -c wrangler.toml',
    ]);
    expect(deployProblems({ ...gateway, secrets: undefined })).toHaveLength(2);
  });

  it('an address that is still the one of the example is named with its file', () => {
    const variables = { SHOP_URL: 'https://tincture.example', SHOP_NAME: 'Tincture', OTHER: 'https://shop.in' };
    expect(deployProblems({ ...gateway, secrets: ['DATABASE_URL', 'PERSONAL_KEYS'], variables })).toEqual([
      'tincture-gateway has the address of the example in SHOP_URL: write yours in wrangler.toml',
    ]);
  });

  it('nothing is said of one that has all it needs', () => {
    const secrets = ['DATABASE_URL', 'PERSONAL_KEYS', 'OPERATOR_KEY'];
    expect(deployProblems({ ...gateway, secrets, variables: { SHOP_URL: 'https://shop.in' } })).toEqual([]);
    expect(deployProblems({ ...gateway, name: 'tincture-site', secrets: undefined })).toEqual([]);
  });

  it('every Worker of this project that reaches records is in the list', () => {
    const known = Object.keys(requiredSecrets);
    const names = bundledWorkers(PROJECT_ROOT).map(({ name }) => name);
    expect(names.filter((name) => !known.includes(name))).toEqual(['tincture-site']);
  });
});
