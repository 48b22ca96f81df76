import type { Actor } from '#platform/access/actor';
import { AppError } from '#platform/errors';
import type { RevocationsDoor } from '#platform/revocations-door';

/** No bus reaches every isolate, so whoever waits looks at the record: at most so often. */
const LOOK_EVERY_MS = 1000;
/** Long enough for a sale; whoever wants more subscribes again, and is checked again. */
const MAX_WATCH_MS = 5 * 60_000;
/** Every look asks the database; one isolate does not ask for more than so many. */
const MAX_WATCHES = 200;

/** After so long without a look nobody looks any more: when a caller goes away the platform may end a watch without a word. */
const SILENT_MS = 5 * LOOK_EVERY_MS;

/** When each watch of this isolate last looked. */
const looks = new Map<object, number>();

export interface Watch<T> {
  /** Reads the record and asks for permission, each time anew. Throws when it may not be seen any more. */
  look(): Promise<T>;
  /** Throws when the caller is not trusted any more. */
  checkCaller(): Promise<void>;
  pause(ms: number): Promise<void>;
  nowMs(): number;
}

/**
 * Gives the record as it is and then whenever it has changed, until MAX_WATCH_MS are over, the caller goes away or may not
 * see it any more. The first look is made before it answers, so that a refusal is a refusal and not a short stream.
 */
export async function watchRecord<T>(watch: Watch<T>): Promise<AsyncIterableIterator<T>> {
  if (watchCount(watch.nowMs()) >= MAX_WATCHES) {
    throw new AppError('unavailable', 'Too many are waiting here already.', { retryAfterSeconds: 30 });
  }
  return new Changes(await watch.look(), watch);
}

/** By hand and not a generator: a generator that waits for its next change cannot be told that nobody listens any more. */
class Changes<T> implements AsyncIterableIterator<T> {
  readonly #watch: Watch<T>;
  readonly #endsAtMs: number;
  #present: T;
  /** What the listener knows; undefined before the first answer. */
  #known: string | undefined;
  #isOver = false;

  constructor(first: T, watch: Watch<T>) {
    this.#present = first;
    this.#watch = watch;
    this.#endsAtMs = watch.nowMs() + MAX_WATCH_MS;
    looks.set(this, watch.nowMs());
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    const watch = this.#watch;
    try {
      while (!this.#isOver && watch.nowMs() < this.#endsAtMs) {
        const text = JSON.stringify(this.#present);
        if (text !== this.#known) {
          this.#known = text;
          return { done: false, value: this.#present };
        }
        looks.set(this, watch.nowMs());
        await watch.pause(LOOK_EVERY_MS);
        if (this.#isOver) break;
        await watch.checkCaller();
        this.#present = await watch.look();
      }
    } catch (error) {
      this.#end();
      throw error;
    }
    return this.return();
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.#end();
    return { done: true, value: undefined };
  }

  #end(): void {
    this.#isOver = true;
    looks.delete(this);
  }
}

/** How many look on in this isolate now. Forgets those that have fallen silent. */
export function watchCount(nowMs: number): number {
  for (const [watch, lookedAtMs] of looks) if (lookedAtMs + SILENT_MS < nowMs) looks.delete(watch);
  return looks.size;
}

/** Ends a stream whose session, person or key was revoked after it began; what was before, the door has decided. */
export function callerCheck(
  actor: Actor,
  revocations: () => RevocationsDoor,
  startedAtMs: number,
): () => Promise<void> {
  const subjects = subjectsOf(actor);
  if (subjects.size === 0) return async () => undefined;
  let known = 0;
  return async () => {
    for (let hasMore = true; hasMore; ) {
      const page = await revocations().since(known);
      known = page.version;
      hasMore = page.hasMore;
      if (page.entries.some(({ subject, beforeMs }) => subjects.has(subject) && beforeMs >= startedAtMs)) {
        throw new AppError('unauthenticated', 'The session has ended.');
      }
    }
  };
}

function subjectsOf(actor: Actor): ReadonlySet<string> {
  if (actor.kind === 'person') return new Set([`session:${actor.sessionId}`, `person:${actor.personId}`]);
  if (actor.kind === 'key') return new Set([`key:${actor.keyId}`, `person:${actor.ownerId}`]);
  return new Set();
}
