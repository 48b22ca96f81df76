import * as z from 'zod';
import type { PersonalData } from './personal-data.ts';
import { type Rewrapper, sealer } from './seal.ts';

const Key = z.base64('Must be base64').regex(/^.{43}=$/, 'Must be 32 bytes in base64');
/** Stands in every seal between dots, so it has none. */
const KeyId = z.string().regex(/^[a-z0-9-]{1,20}$/, 'Must be 1 to 20 of a-z, 0-9 and -');
const PersonalKeysSchema = z
  .strictObject({
    current: KeyId,
    masterKeys: z.record(KeyId, Key),
    indexKey: Key,
  })
  .refine(({ current, masterKeys }) => Object.hasOwn(masterKeys, current), '`current` names no master key');

const opened = new Map<string, PersonalData & Rewrapper>();

/**
 * The secret PERSONAL_KEYS: `{"current":"k1","masterKeys":{"k1":"<32 bytes, base64>"},"indexKey":"<32 bytes, base64>"}`. Throws
 * with the name of what is wrong, never with a key.
 */
export function openPersonalData(secret: string): PersonalData & Rewrapper {
  const known = opened.get(secret);
  if (known !== undefined) return known;
  const personal = sealer(PersonalKeysSchema.parse(parse(secret)));
  opened.set(secret, personal);
  return personal;
}

function parse(secret: string): unknown {
  try {
    return JSON.parse(secret);
  } catch {
    throw new Error('PERSONAL_KEYS is not JSON');
  }
}
