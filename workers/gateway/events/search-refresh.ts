import type { Permitted } from '#platform/context';
import { describeError, log } from '#platform/log';

/** Builds at most this often: an import of ten thousand products is ten thousand events and one build. */
const PAUSE_MS = 10_000;
/** Clocks of the writer and of this isolate may differ by so much. */
const CLOCK_SKEW_MS = 1_000;

/** Keeps the search index up with the catalogue, without building it for every event. */
export class SearchRefresh {
  readonly #rebuild: (ctx: Permitted) => Promise<unknown>;
  #startedAtMs = Number.NEGATIVE_INFINITY;

  constructor(rebuild: (ctx: Permitted) => Promise<unknown>) {
    this.#rebuild = rebuild;
  }

  /** Makes the index include what happened until an instant. Answers 0 when it does, otherwise in how many seconds to ask again. */
  async include(ctx: Permitted, untilMs: number): Promise<number> {
    if (untilMs < this.#startedAtMs - CLOCK_SKEW_MS) return 0;
    const nowMs = ctx.clock.now().getTime();
    const pauseMs = this.#startedAtMs + PAUSE_MS - nowMs;
    if (pauseMs > 0) return Math.ceil(pauseMs / 1000);
    const before = this.#startedAtMs;
    this.#startedAtMs = nowMs;
    try {
      await this.#rebuild(ctx);
      return 0;
    } catch (error) {
      this.#startedAtMs = before;
      log('error', 'The search index was not built; it is tried again', describeError(error));
      return PAUSE_MS / 1000;
    }
  }
}
