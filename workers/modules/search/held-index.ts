import * as z from 'zod';
import type { Permitted } from '#platform/context';
import { ProductIndex } from './product-index.ts';
import { SNAPSHOT_FORMAT } from './snapshot.ts';

export const POINTER_KEY = 'search/current.json';
export const snapshotKey = (version: string): string => `search/${version}.json`;

/** What search/current.json holds: which snapshot is in force, and the one before it that late readers may still want. */
export const PointerSchema = z.object({ format: z.int(), version: z.string(), previous: z.string().nullable() });

/** A rebuilt index is seen everywhere within this time. */
export const REVALIDATE_MS = 1000;

/** A request that came while another one loads waits this long before it asks the database instead. */
const LOAD_WAIT_MS = 400;
const LOAD_POLL_MS = 10;
/** A load that takes longer was cut off with its request; the next request starts again. */
const LOAD_LIMIT_MS = 5000;

type Files = Pick<Permitted, 'files' | 'clock'>;

/**
 * The index in an isolate's memory. Promises are not shared between requests: a Worker may not wait for another
 * request's I/O, so who comes during a load looks again a few times and then does without.
 */
export class HeldIndex {
  #index: ProductIndex | undefined;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #loadingSince = Number.NEGATIVE_INFINITY;

  /** The index in force, or undefined when there is none to be had now. Never throws: search has a second way. */
  async current(ctx: Files): Promise<ProductIndex | undefined> {
    const now = ctx.clock.now().getTime();
    if (now - this.#checkedAt < REVALIDATE_MS) return this.#index;
    if (now - this.#loadingSince < LOAD_LIMIT_MS) return this.#index ?? this.#waitForLoad();
    this.#loadingSince = now;
    try {
      await this.#refresh(ctx);
      this.#checkedAt = now;
    } catch {
      // Files out of reach: what is held stays good, and the next second brings the next try.
      this.#checkedAt = now;
    } finally {
      this.#loadingSince = Number.NEGATIVE_INFINITY;
    }
    return this.#index;
  }

  /** The next search looks for a newer index at once. */
  expire(): void {
    this.#checkedAt = Number.NEGATIVE_INFINITY;
  }

  async #refresh({ files }: Files): Promise<void> {
    const file = await files.get(POINTER_KEY);
    if (file === undefined) return;
    const pointer = PointerSchema.parse(JSON.parse(await file.text()));
    if (pointer.format !== SNAPSHOT_FORMAT || pointer.version === this.#index?.version) return;
    const snapshot = await files.get(snapshotKey(pointer.version));
    if (snapshot !== undefined) this.#index = ProductIndex.parse(await snapshot.text());
  }

  async #waitForLoad(): Promise<ProductIndex | undefined> {
    for (let waited = 0; waited < LOAD_WAIT_MS && this.#index === undefined; waited += LOAD_POLL_MS) {
      await new Promise((resolve) => setTimeout(resolve, LOAD_POLL_MS));
    }
    return this.#index;
  }
}

/** The index of this isolate. */
export const isolateIndex = new HeldIndex();
