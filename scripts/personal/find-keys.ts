import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { PersonalKeys } from '#platform/seal';
import { CannotDoIt } from '../sheets/running-shop.ts';

const SecretsFile = z.looseObject({ PERSONAL_KEYS: z.string() });
const KeysShape = z.looseObject({
  current: z.string(),
  masterKeys: z.record(z.string(), z.string()),
  indexKey: z.string(),
});

/** The secrets of a shop of this machine: see scripts/runtime/local-secrets.ts. */
const secretsFile = (dataDir: string): string => join(dataDir, 'secrets.json');

/** The keys of personal data: of the environment, or of the data folder of `npm start`. */
export function findKeys(dataDir: string): string {
  const { PERSONAL_KEYS } = process.env;
  if (PERSONAL_KEYS) return PERSONAL_KEYS;
  try {
    return SecretsFile.parse(JSON.parse(readFileSync(secretsFile(dataDir), 'utf8'))).PERSONAL_KEYS;
  } catch {
    throw new CannotDoIt(
      `There are no keys of personal data: set PERSONAL_KEYS, or name the shop's folder in DATA_DIR.`,
    );
  }
}

/** The same keys with a new master key, which seals from now on. Nothing else changes: all that there are still open. */
export function withNewKey(secret: string, nameOf: (number: number) => string = (number) => `k${number}`): string {
  const keys: PersonalKeys = KeysShape.parse(JSON.parse(secret));
  let number = Object.keys(keys.masterKeys).length + 1;
  while (Object.hasOwn(keys.masterKeys, nameOf(number))) number += 1;
  const current = nameOf(number);
  const masterKeys = { ...keys.masterKeys, [current]: randomBytes(32).toString('base64') };
  return JSON.stringify({ ...keys, current, masterKeys });
}

export const currentKeyOf = (secret: string): string => KeysShape.parse(JSON.parse(secret)).current;

/** Adds a key to the secrets of a data folder. What comes from the environment is added where that is kept. */
export function addKeyTo(dataDir: string): void {
  if (process.env.PERSONAL_KEYS) {
    throw new CannotDoIt('PERSONAL_KEYS comes from the environment: add a key there, see docs/personal-data.md.');
  }
  const file = secretsFile(dataDir);
  const secrets = SecretsFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const renewed = { ...secrets, PERSONAL_KEYS: withNewKey(findKeys(dataDir)) };
  writeFileSync(file, `${JSON.stringify(renewed, null, 2)}\n`, { mode: 0o600 });
}
