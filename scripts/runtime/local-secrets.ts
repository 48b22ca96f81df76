import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { PersonalKeys, Secret, variableProblems } from '#platform/config';

/** What production sets with `wrangler secret put`: see docs/deploy.md. */
export interface LocalSecrets {
  /** Signs what identity gives out besides tokens, and wraps its signing keys. */
  AUTH_SECRET: string;
  /** Opens personal data: see workers/platform/personal-keys.ts. */
  PERSONAL_KEYS: string;
}

function newSecrets(): LocalSecrets {
  const key = () => randomBytes(32).toString('base64');
  return {
    AUTH_SECRET: randomBytes(48).toString('base64url'),
    PERSONAL_KEYS: JSON.stringify({ current: 'k1', masterKeys: { k1: key() }, indexKey: key() }),
  };
}

/** The secrets of this machine do not open what they must: names what is wrong, never a value. */
export class SecretsBroken extends Error {
  constructor(path: string, problems: readonly string[]) {
    super(
      `The secrets in ${path} cannot be used: ${problems.join('; ')}. Without them this shop's accounts and personal data stay shut. Put the file back, or delete it and start with --fresh.`,
    );
    this.name = 'SecretsBroken';
  }
}

const SecretsSchema = z.object({ AUTH_SECRET: Secret, PERSONAL_KEYS: PersonalKeys });

function checked(path: string, text: string): LocalSecrets {
  let secrets: unknown;
  try {
    secrets = JSON.parse(text);
  } catch {
    throw new SecretsBroken(path, ['it is not JSON']);
  }
  const problems = variableProblems(SecretsSchema, secrets);
  if (problems.length > 0) throw new SecretsBroken(path, problems);
  return SecretsSchema.parse(secrets);
}

/** The secrets of this machine's shop, made once and kept readable by its owner alone: without them its data stays shut. */
export function localSecrets(dataDir: string): LocalSecrets {
  const path = join(dataDir, 'secrets.json');
  try {
    return checked(path, readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const secrets = newSecrets();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    return secrets;
  }
}
