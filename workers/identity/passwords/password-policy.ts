import { AppError } from '#platform/errors';
import { commonWords, keyboardWalks } from './common-passwords.ts';

const MIN_PASSWORD_LENGTH = 10;
const MAX_PASSWORD_LENGTH = 128;

/** Whoever is to have the password: nobody's password is their own name. */
export interface PasswordOwner {
  name: string;
  email: string;
}

/**
 * Throws `invalid_input` for a password that is too short, too long or among the first that anybody would try. There are
 * no rules about kinds of characters: they make passwords worse (NIST SP 800-63B).
 */
export function checkPassword(password: string, owner: PasswordOwner): void {
  const problem = problemOf(password.normalize('NFKC'), owner);
  if (problem === undefined) return;
  throw new AppError('invalid_input', problem, { errors: [{ path: 'password', message: problem }] });
}

function problemOf(password: string, { name, email }: PasswordOwner): string | undefined {
  const length = Array.from(password).length;
  if (length < MIN_PASSWORD_LENGTH) return `Use ${MIN_PASSWORD_LENGTH} characters or more.`;
  if (length > MAX_PASSWORD_LENGTH) return `Use ${MAX_PASSWORD_LENGTH} characters or fewer.`;
  const plain = plainOf(password);
  const own = [name, email, email.split('@')[0] ?? ''].map(plainOf).filter((word) => word !== '');
  if (own.includes(plain) || own.includes(lettersOf(plain))) return 'Use something other than your name or address.';
  if (isCommon(plain)) return 'This password is among the first that anybody would try. Use another one.';
  return undefined;
}

const plainOf = (text: string): string => text.toLowerCase().replaceAll(/[\s._-]/g, '');
const lettersOf = (plain: string): string => plain.replace(/^[^\p{Letter}]+/u, '').replace(/[^\p{Letter}]+$/u, '');

const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** `P4ssw0rd!2024` is `password`. */
function wordIn(plain: string): string {
  const core = plain.replace(/[\d!@#$%^&*?+=]+$/, '').replace(/^[\d!@#$%^&*?+=]+/, '');
  return core.replaceAll(/[013457@$!]/g, (character) => lookAlikes[character] ?? character);
}

function isCommon(plain: string): boolean {
  if (new Set(plain).size <= 3) return true;
  if (isRun(plain)) return true;
  const word = wordIn(plain);
  if (commonWords.has(word) || commonWords.has(halfOf(word))) return true;
  const unit = halfOf(plain);
  return unit !== plain && (commonWords.has(wordIn(unit)) || new Set(unit).size <= 3 || isRun(unit));
}

/** `abcabc` is `abc`: the shortest piece that makes up the whole. */
function halfOf(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text) {
      return text.slice(0, length);
    }
  }
  return text;
}

const isRun = (text: string): boolean => keyboardWalks.some((walk) => walk.includes(text));
