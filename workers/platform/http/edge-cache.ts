import { AnswerStore, type KeptAnswer, type StoreLimits } from './answer-store.ts';
import { cacheKey } from './cache-key.ts';
import { cacheTags, forVisitors, sharedLife } from './cache-policy.ts';
import { matchesEntityTag, notModifiedHeaders } from './entity-tag.ts';

export interface EdgeCacheLimits extends StoreLimits {
  /** How long a request waits for another one's answer before it fetches its own: the other may have been cancelled. */
  followMs: number;
}

export const edgeCacheLimits: EdgeCacheLimits = {
  maxEntries: 10_000,
  maxBytes: 48 * 1024 * 1024,
  maxEntryBytes: 1024 * 1024,
  maxPurgedTags: 10_000,
  followMs: 5_000,
};

/** Makes the answer anew. The request carries no cookie, no Authorization and no condition. */
export type Load = () => Promise<Response>;

export interface EdgeCacheOptions {
  limits?: EdgeCacheLimits;
  nowMs?: () => number;
}

interface Flight {
  generation: number;
  answer: Promise<Loaded>;
}

/** Everything of a loaded response as plain data, and whether the store took it. */
interface Loaded {
  answer: KeptAnswer;
  keepable: boolean;
}

/**
 * What Workers Cache does in front of an entrypoint, inside one isolate, for runtimes without it: Cache-Control with
 * s-maxage and stale-while-revalidate, Cache-Tag and purge by tag, ETag and 304, one load for many at a miss.
 */
export class EdgeCache {
  readonly #store: AnswerStore;
  readonly #limits: EdgeCacheLimits;
  readonly #nowMs: () => number;
  #flights = new Map<string, Flight>();

  constructor({ limits = edgeCacheLimits, nowMs = Date.now }: EdgeCacheOptions = {}) {
    this.#limits = limits;
    this.#nowMs = nowMs;
    this.#store = new AnswerStore(limits);
  }

  /**
   * The kept answer when it is fresh, at once: nothing is awaited on this path. `stamps` are headers of this one answer;
   * every caller gives the same names.
   */
  hit(request: Request, stamps: Readonly<Record<string, string>> = {}): Response | undefined {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const nowMs = this.#nowMs();
    const answer = this.#store.get(cacheKey(request.url), nowMs);
    return answer !== undefined && nowMs < answer.freshUntilMs ? respond(request, answer, stamps) : undefined;
  }

  /** Answers from the cache, or loads and keeps. `waitUntil` lets a load outlive the request that started it. */
  async answer(request: Request, load: Load, waitUntil: (work: Promise<unknown>) => void): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return load();
    const key = cacheKey(request.url);
    const nowMs = this.#nowMs();
    const kept = this.#store.get(key, nowMs);
    if (kept !== undefined) {
      // Somebody else is fetching already when a flight is there: one is enough.
      if (nowMs >= kept.freshUntilMs && !this.#flights.has(key)) waitUntil(this.#fly(key, load).catch(() => undefined));
      return respond(request, kept);
    }
    const { answer } = await this.#loadOnce(key, load, waitUntil);
    return respond(request, answer);
  }

  /** Drops answers by tag. When it returns, no request that begins later sees one of them. */
  purge(tags: readonly string[]): number {
    return this.#store.purge(tags);
  }

  get entries(): number {
    return this.#store.size;
  }

  async #loadOnce(key: string, load: Load, waitUntil: (work: Promise<unknown>) => void): Promise<Loaded> {
    const flight = this.#flights.get(key);
    // A flight that began before the last purge may carry what was purged: its result is not for those who come later.
    if (flight !== undefined && flight.generation === this.#store.generation) {
      const loaded = await Promise.race([flight.answer.catch(() => undefined), after(this.#limits.followMs)]);
      // What must not be kept was made for one request and is not shared either.
      if (loaded?.keepable) return loaded;
    }
    const own = this.#fly(key, load);
    waitUntil(own.catch(() => undefined));
    return own;
  }

  #fly(key: string, load: Load): Promise<Loaded> {
    const generation = this.#store.generation;
    const flight: Flight = { generation, answer: this.#load(key, load, generation) };
    this.#flights.set(key, flight);
    const land = () => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    flight.answer.then(land, land);
    return flight.answer;
  }

  async #load(key: string, load: Load, generation: number): Promise<Loaded> {
    const response = await load();
    const headers = new Headers(response.headers);
    const life = response.status === 200 ? sharedLife(headers) : undefined;
    const tags = cacheTags(headers);
    const body = await response.arrayBuffer();
    const storedAtMs = this.#nowMs();
    forVisitors(headers);
    const freshUntilMs = storedAtMs + (life?.freshMs ?? 0);
    const staleUntilMs = freshUntilMs + (life?.staleMs ?? 0);
    const answer = {
      status: response.status,
      headers,
      body,
      tags,
      storedAtMs,
      freshUntilMs,
      staleUntilMs,
    };
    if (life !== undefined) this.#store.put(key, withoutTimings(answer), generation);
    return { answer, keepable: life !== undefined };
  }
}

/** The timings of the request that made an answer are not those of the requests that get it later. */
function withoutTimings(answer: KeptAnswer): KeptAnswer {
  const headers = new Headers(answer.headers);
  headers.set('server-timing', 'cache;desc="hit", db;desc="0"');
  return { ...answer, headers };
}

function respond(request: Request, answer: KeptAnswer, stamps: Readonly<Record<string, string>> = {}): Response {
  const { status, headers, body } = answer;
  // Stamping the kept headers and letting Response copy them is a third of the cost of changing the copy.
  for (const name in stamps) headers.set(name, stamps[name] ?? '');
  const known = status === 200 ? request.headers.get('if-none-match') : null;
  const etag = known === null ? null : headers.get('etag');
  if (known !== null && etag !== null && matchesEntityTag(known, etag)) {
    return new Response(null, { status: 304, headers: notModifiedHeaders(headers) });
  }
  return new Response(request.method === 'HEAD' || isBodiless(status) ? null : body, { status, headers });
}

const isBodiless = (status: number): boolean => status === 204 || status === 304;

const after = (ms: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms);
  });
