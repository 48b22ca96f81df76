import { importJWK } from 'jose';
import * as z from 'zod';
import type { Clock } from '#platform/clock';
import { withDeadline } from '#platform/deadline';
import { ACCESS_ALGORITHM, type IdentityDoor } from '#platform/identity-door';
import { describeError, log } from '#platform/log';
import { SharedFlight, type WaitUntil } from './shared-flight.ts';

const FRESH_MS = 5 * 60_000;
/** Known keys outlive an identity Worker that does not answer: its tokens run out sooner anyway. */
const TRUSTED_MS = 3_600_000;
/** Made-up key ids must not become calls. */
const PAUSE_MS = 10_000;
const ASK_MS = 3_000;
/** Identity publishes the keys of a month or two. */
const MAX_KEYS = 20;

/** Only what can verify the one algorithm that we sign with; other keys of the set are for others. */
const UsableKey = z.object({
  kid: z.string().min(1).max(100),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  alg: z.literal(ACCESS_ALGORITHM).optional(),
  use: z.literal('sig').optional(),
});
const KeySet = z.object({ keys: z.array(z.unknown()).max(MAX_KEYS) });

/** The public keys of access tokens, kept by the isolate: a token is verified without a call. */
export class AccessKeys {
  readonly #clock: Clock;
  readonly #flight = new SharedFlight<void>();
  #keys = new Map<string, CryptoKey>();
  #loadedAtMs = Number.NEGATIVE_INFINITY;
  #askedAtMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Undefined for an id that is not published. Throws where no keys are known and identity does not answer. */
  async find(
    keyId: string,
    identity: Pick<IdentityDoor, 'jwks'>,
    waitUntil: WaitUntil,
  ): Promise<CryptoKey | undefined> {
    const nowMs = this.#clock.now().getTime();
    const ageMs = nowMs - this.#loadedAtMs;
    const isWanted = ageMs > FRESH_MS || !this.#keys.has(keyId);
    // Without any key every token would fail: then there is no pause.
    const mayAsk = this.#keys.size === 0 || nowMs - this.#askedAtMs >= PAUSE_MS;
    if (isWanted && mayAsk) await this.#reload(identity, waitUntil, ageMs <= TRUSTED_MS);
    else if (ageMs > TRUSTED_MS) throw new Error('The keys of access tokens are too old');
    return this.#keys.get(keyId);
  }

  async #reload(identity: Pick<IdentityDoor, 'jwks'>, waitUntil: WaitUntil, canDoWithout: boolean): Promise<void> {
    try {
      await this.#flight.join(() => this.#load(identity), waitUntil);
    } catch (error) {
      if (!canDoWithout) throw error;
      log('warn', 'The keys of access tokens could not be renewed', describeError(error));
    }
  }

  async #load(identity: Pick<IdentityDoor, 'jwks'>): Promise<void> {
    this.#askedAtMs = this.#clock.now().getTime();
    const { keys } = KeySet.parse(await withDeadline(identity.jwks(), ASK_MS));
    const usable = keys.flatMap((key) => UsableKey.safeParse(key).data ?? []);
    const imported = await Promise.all(
      usable.map(async (key) => [key.kid, (await importJWK(key, ACCESS_ALGORITHM)) as CryptoKey] as const),
    );
    this.#keys = new Map(imported);
    this.#loadedAtMs = this.#askedAtMs;
  }
}
