import * as z from 'zod';
import { Origin } from '#platform/config';
import { openPersonalData } from '#platform/personal-keys';

/** Secrets that stand in examples: whoever reads those could sign in as anybody. */
const knownDefaults = [
  'change-me',
  'changeme',
  'better-auth-secret',
  'your-secret',
  'replace',
  'example',
  'secret-secret',
];
const MIN_SECRET_LENGTH = 32;
/** Fewer different characters than this are no random secret. */
const MIN_DIFFERENT_CHARACTERS = 12;

const SettingsSchema = z.object({
  AUTH_SECRET: z
    .string()
    .min(MIN_SECRET_LENGTH, `Needs ${MIN_SECRET_LENGTH} characters or more`)
    .refine((secret) => !knownDefaults.some((known) => secret.toLowerCase().includes(known)), 'Is a known default')
    .refine((secret) => new Set(secret).size >= MIN_DIFFERENT_CHARACTERS, 'Is not random'),
  PERSONAL_KEYS: z.string().refine(opens, 'Does not hold the keys of personal data'),
  SHOP_URL: Origin,
  SHOP_NAME: z.string().min(1),
  DATABASE_URL: z.string().min(1),
});

function opens(keys: string): boolean {
  try {
    openPersonalData(keys);
    return true;
  } catch {
    return false;
  }
}

/** What this Worker must be told before it may answer anybody. */
export interface Settings {
  authSecret: string;
  shopUrl: string;
  shopName: string;
}

export type SettingsRead = { ok: true; settings: Settings } | { ok: false; problems: string[] };

/** Reads the variables. Problems name the variable and what is wrong with it, never its value. */
export function readSettings(variables: unknown): SettingsRead {
  const read = SettingsSchema.safeParse(variables);
  if (!read.success) {
    return { ok: false, problems: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  }
  const { AUTH_SECRET, SHOP_URL, SHOP_NAME } = read.data;
  return { ok: true, settings: { authSecret: AUTH_SECRET, shopUrl: SHOP_URL, shopName: SHOP_NAME } };
}
