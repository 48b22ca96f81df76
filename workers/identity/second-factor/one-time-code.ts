import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';

const STEP_SECONDS = 30;
/** A phone's clock may be half a minute off, either way. */
const TOLERATED_STEPS = [0, -1, 1] as const;
/** RFC 4226 asks for 16 or more. */
const SECRET_BYTES = 20;
const CODE = /^\d{6}$/;

/** A new secret for an authenticator app, in base32. */
export const newTotpSecret = (): string =>
  base32.encode(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)), { padding: false });

const codesOf = (secret: string) => createOTP(new Uint8Array(base32.decode(secret)).buffer);

/** What an authenticator app reads from a QR code. */
export function totpUri(secret: string, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const parameters = new URLSearchParams({ secret, issuer, algorithm: 'SHA1', digits: '6', period: '30' });
  return `otpauth://totp/${label}?${parameters.toString()}`;
}

export const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / STEP_SECONDS);

export const codeOf = (secret: string, step: number): Promise<string> => codesOf(secret).hotp(step);

/** The time step (RFC 6238) whose code it is, or undefined. Which step it was must be kept: a code is good once. */
export async function stepOf(secret: string, code: string, at: Date): Promise<number | undefined> {
  if (!CODE.test(code)) return undefined;
  const now = stepAt(at);
  let found: number | undefined;
  for (const offset of TOLERATED_STEPS) {
    if (isSame(await codeOf(secret, now + offset), code)) found = now + offset;
  }
  return found;
}

function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
