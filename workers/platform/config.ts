import * as z from 'zod';
import { AppError } from './errors.ts';
import { log } from './log.ts';
import { openPersonalData } from './personal-keys.ts';

/** Shorter ones can be guessed by machines that have the time. */
const MIN_SECRET_LENGTH = 32;
/** Fewer different characters than this are no random secret. */
const MIN_DIFFERENT_CHARACTERS = 12;
/** What stands in examples: whoever reads those would hold the key. */
const knownDefaults = ['change-me', 'changeme', 'your-secret', 'replace', 'example', 'password'];

/** A secret that somebody makes up. */
export const Secret = z
  .string('Is missing')
  .min(MIN_SECRET_LENGTH, `Needs ${MIN_SECRET_LENGTH} characters or more`)
  .refine((secret) => !knownDefaults.some((known) => secret.toLowerCase().includes(known)), 'Is a known default')
  .refine((secret) => new Set(secret).size >= MIN_DIFFERENT_CHARACTERS, 'Is not random');

export const DatabaseUrl = z
  .string('Is missing')
  .refine((url) => /^postgres(?:ql)?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''), 'Is no Postgres address');

export const PersonalKeys = z.string('Is missing').refine(opens, 'Does not hold the keys of personal data');

/** Where passwords and cookies travel: over TLS, or not beyond one machine (RFC 6761 keeps `.test` from the world). */
const isPrivate = ({ hostname }: URL): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.test');

export const Origin = z
  .string('Is missing')
  .refine((text) => URL.canParse(text) && new URL(text).origin === text, 'Must be an origin, without a path')
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url?.protocol === 'https:' || (url?.protocol === 'http:' && isPrivate(url));
  }, 'Must begin with https://');

/** What every Worker that reaches the records is told. */
export const RecordsVariables = z.object({ DATABASE_URL: DatabaseUrl });
export const PersonalVariables = RecordsVariables.extend({ PERSONAL_KEYS: PersonalKeys });

function opens(keys: string): boolean {
  try {
    openPersonalData(keys);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a Worker's variables: names and reasons, never a value. */
export function variableProblems(schema: z.ZodType, variables: unknown): string[] {
  const read = schema.safeParse(variables);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/**
 * Looks once at the variables that an isolate was given. While one is missing or weak nothing is served: whoever asks is told
 * `unavailable` and no more, and the log names what to set.
 *
 * @example const requireVariables = variablesGuard('analytics', PersonalVariables);
 */
export function variablesGuard(worker: string, schema: z.ZodType): (variables: object) => void {
  const judged = new WeakMap<object, boolean>();
  return (variables) => {
    let isGood = judged.get(variables);
    if (isGood === undefined) {
      const problems = variableProblems(schema, variables);
      isGood = problems.length === 0;
      judged.set(variables, isGood);
      if (!isGood) log('error', 'A Worker cannot run before its variables are set', { worker, problems });
    }
    if (!isGood) throw new AppError('unavailable', 'The shop is being set up.', { retryAfterSeconds: 60 });
  };
}
