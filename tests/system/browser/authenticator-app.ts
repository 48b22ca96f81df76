import { setTimeout } from 'node:timers/promises';
import { totpCode } from '../../totp.ts';

const STEP_MS = 30_000;
/** So near to its end a code may be too old when it arrives. */
const SAFE_PART_OF_STEP = 0.9;

/** An app that never shows a code twice, as each is good once. Clocks may differ by one step, so three need no waiting. */
export class AuthenticatorApp {
  readonly #secret: string;
  #nextStep = 0;

  constructor(secret: string) {
    this.#secret = secret.replaceAll(/\s/g, '');
  }

  async next(): Promise<string> {
    const now = Date.now() / STEP_MS;
    const oldest = now % 1 > SAFE_PART_OF_STEP ? Math.floor(now) : Math.floor(now) - 1;
    const step = Math.max(this.#nextStep, oldest);
    const earlyMs = (step - 1) * STEP_MS - Date.now();
    if (earlyMs > 0) await setTimeout(earlyMs + 100);
    this.#nextStep = step + 1;
    return totpCode(this.#secret, step * STEP_MS);
  }
}
