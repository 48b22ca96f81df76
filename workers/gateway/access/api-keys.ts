import type { Database } from '#db/client';
import { type FoundKey, findApiKey } from '#modules/identity';
import type { Clock } from '#platform/clock';
import { hashSecret } from '#platform/ids';

/** So long a key is believed without asking the records again. */
const HELD_MS = 5_000;
const MAX_HELD = 1_000;
/** Keys of ours have 46 characters. */
const MAX_KEY_LENGTH = 100;

/** How every key begins: whoever finds one in a log or a repository can tell what it is. */
export const KEY_PREFIX = 'tk_';

interface Held {
  key: FoundKey | undefined;
  readAtMs: number;
}

/** Keys of programs, as the records had them at most five seconds ago. Unknown keys are remembered too. */
export class ApiKeys {
  readonly #clock: Clock;
  /** By the hash of the key, in the order in which they were read. */
  readonly #held = new Map<string, Held>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Undefined for what opens nothing. One round trip to the records, or none. `isOutdated` says whether something about a
   * key has changed since it was read.
   */
  async find(
    secret: string,
    records: Database,
    isOutdated: (key: FoundKey, readAtMs: number) => boolean,
  ): Promise<FoundKey | undefined> {
    if (secret.length > MAX_KEY_LENGTH) return undefined;
    const hash = await hashSecret(secret);
    const now = this.#clock.now();
    const nowMs = now.getTime();
    const known = this.#held.get(hash);
    const isGood =
      known !== undefined &&
      nowMs < known.readAtMs + HELD_MS &&
      !(known.key !== undefined && isOutdated(known.key, known.readAtMs));
    const key = isGood ? known.key : await this.#read(hash, records, now);
    return key !== undefined && nowMs < key.expiresAtMs ? key : undefined;
  }

  async #read(hash: string, records: Database, now: Date): Promise<FoundKey | undefined> {
    const key = await findApiKey(records, hash, now);
    this.#held.delete(hash);
    this.#held.set(hash, { key, readAtMs: now.getTime() });
    if (this.#held.size > MAX_HELD) {
      const [oldest] = this.#held.keys();
      if (oldest !== undefined) this.#held.delete(oldest);
    }
    return key;
  }
}
