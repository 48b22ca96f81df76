import { describeError, log } from '#platform/log';
import { backoffMs } from '../deadline.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

/** Work that an object does beside its answers: one run at a time, sooner or later again, more slowly after failures. */
export class Job {
  readonly #watchMs: number;
  readonly #delayMs: number;
  #atMs = Number.POSITIVE_INFINITY;
  #isRunning = false;
  #failures = 0;

  /** `watchMs`: how often the alarm looks while it runs. `delayMs`: how long work is gathered before a run. */
  constructor(watchMs: number, delayMs: number) {
    this.#watchMs = watchMs;
    this.#delayMs = delayMs;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** When the alarm has to ring for it. */
  dueMs(nowMs: number): number {
    if (this.#isRunning) return nowMs + this.#watchMs;
    if (this.#atMs === Number.POSITIVE_INFINITY) this.#atMs = nowMs + this.#delayMs;
    return this.#atMs;
  }

  isDue(nowMs: number): boolean {
    return !this.#isRunning && nowMs >= this.dueMs(nowMs);
  }

  /** Never throws: what failed is tried again. The work answers whether the next run can wait until more has gathered. */
  async run(work: () => Promise<boolean>): Promise<void> {
    this.#isRunning = true;
    this.#atMs = Number.POSITIVE_INFINITY;
    try {
      if (!(await work())) this.#atMs = Date.now();
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      this.#atMs = Date.now() + backoffMs(this.#failures, FIRST_RETRY_MS, LONGEST_RETRY_MS);
      log('warn', 'Work of a stock room failed and will be done again', describeError(error));
    }
    this.#isRunning = false;
  }
}
