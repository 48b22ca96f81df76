/** An answer as plain data: no stream and no Response, which belong to the request that made them. */
export interface KeptAnswer {
  status: number;
  headers: Headers;
  body: ArrayBuffer;
  tags: readonly string[];
  storedAtMs: number;
  freshUntilMs: number;
  /** Until then it may be served once more while a new one is fetched. */
  staleUntilMs: number;
}

export interface StoreLimits {
  /** Answers kept, whatever their size: bounds the work of the index. */
  maxEntries: number;
  /** Bytes of all bodies together: an isolate has 128 MB for everything. */
  maxBytes: number;
  /** One body above this is not kept: it would push out hundreds of others. */
  maxEntryBytes: number;
  /** Tags whose last purge is remembered. Beyond it, one line is drawn under all of them at once. */
  maxPurgedTags: number;
}

/** What an answer costs beside its body and its key: headers and index. */
const ENTRY_OVERHEAD_BYTES = 1024;

/**
 * Answers by key, purged by tag, the least recently used dropped first. `generation` counts purges: an answer whose making
 * began at a generation is refused when one of its tags was purged since, so a slow miss cannot bring back the past.
 */
export class AnswerStore {
  #entries = new Map<string, KeptAnswer>();
  #keysByTag = new Map<string, Set<string>>();
  #purgedAt = new Map<string, number>();
  /** Everything that began before this generation is refused: the memory of single tags was given up here. */
  #purgeFloor = 0;
  #generation = 0;
  #bytes = 0;
  readonly #limits: StoreLimits;

  constructor(limits: StoreLimits) {
    this.#limits = limits;
  }

  get generation(): number {
    return this.#generation;
  }

  get size(): number {
    return this.#entries.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string, nowMs: number): KeptAnswer | undefined {
    const answer = this.#entries.get(key);
    if (answer === undefined) return undefined;
    if (nowMs >= answer.staleUntilMs) {
      this.#drop(key, answer);
      return undefined;
    }
    // A Map iterates in order of insertion: putting the entry last makes the first one the least recently used.
    this.#entries.delete(key);
    this.#entries.set(key, answer);
    return answer;
  }

  /** Keeps an answer whose making began at `generation`. Tells whether it was kept. */
  put(key: string, answer: KeptAnswer, generation: number): boolean {
    if (answer.body.byteLength > this.#limits.maxEntryBytes || this.#purgedSince(answer.tags, generation)) return false;
    const previous = this.#entries.get(key);
    if (previous !== undefined) this.#drop(key, previous);
    this.#entries.set(key, answer);
    this.#bytes += weight(key, answer);
    for (const tag of answer.tags) {
      const keys = this.#keysByTag.get(tag);
      if (keys === undefined) this.#keysByTag.set(tag, new Set([key]));
      else keys.add(key);
    }
    this.#shrink();
    return this.#entries.has(key);
  }

  /** Drops every answer that carries one of the tags, and remembers the moment. Answers how many were dropped. */
  purge(tags: readonly string[]): number {
    this.#generation += 1;
    let dropped = 0;
    for (const tag of tags) {
      this.#purgedAt.set(tag, this.#generation);
      for (const key of this.#keysByTag.get(tag) ?? []) {
        const answer = this.#entries.get(key);
        if (answer === undefined) continue;
        this.#drop(key, answer);
        dropped += 1;
      }
    }
    if (this.#purgedAt.size > this.#limits.maxPurgedTags) {
      this.#purgedAt.clear();
      this.#purgeFloor = this.#generation;
    }
    return dropped;
  }

  #purgedSince(tags: readonly string[], generation: number): boolean {
    if (generation < this.#purgeFloor) return true;
    return tags.some((tag) => (this.#purgedAt.get(tag) ?? 0) > generation);
  }

  #shrink(): void {
    for (const [key, answer] of this.#entries) {
      if (this.#entries.size <= this.#limits.maxEntries && this.#bytes <= this.#limits.maxBytes) return;
      this.#drop(key, answer);
    }
  }

  #drop(key: string, answer: KeptAnswer): void {
    this.#entries.delete(key);
    this.#bytes -= weight(key, answer);
    for (const tag of answer.tags) {
      const keys = this.#keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysByTag.delete(tag);
    }
  }
}

/** Whoever asks chooses the key, up to the longest address: it counts, or long ones would fill the isolate. */
const weight = (key: string, answer: KeptAnswer): number =>
  answer.body.byteLength + 2 * key.length + ENTRY_OVERHEAD_BYTES;
