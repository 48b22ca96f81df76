import type { Clock } from '#platform/clock';
import { withDeadline } from '#platform/deadline';
import { AppError } from '#platform/errors';
import { describeError, log } from '#platform/log';
import type { RevocationsDoor } from '#platform/revocations-door';
import { SharedFlight, type WaitUntil } from './shared-flight.ts';

/** What is known is asked for again when it is older. */
const FRESH_MS = 2_000;
/** Nobody is believed on knowledge that is older. */
const TRUSTED_MS = 5_000;
/** An answer that takes longer is none: what is known would be too old by then. */
const ASK_MS = 2_500;
const TIDY_MS = 60_000;
/** 30 MB of an isolate. More cannot be held and must not be forgotten, so then nobody is believed. */
const MAX_HELD = 200_000;

/** What this isolate must not trust any more: never older than five seconds, or else nobody who signed in is served. */
export class RevocationList {
  readonly #clock: Clock;
  readonly #flight = new SharedFlight<void>();
  readonly #held = new Map<string, { beforeMs: number; untilMs: number }>();
  #version = 0;
  /** What was revoked before this moment is known. */
  #knownAtMs = Number.NEGATIVE_INFINITY;
  #tidiedAtMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** To be awaited before anybody is believed. Throws `unavailable` when what is known is too old and cannot be renewed. */
  async freshen(door: () => RevocationsDoor, waitUntil: WaitUntil): Promise<void> {
    if (this.#ageMs() <= FRESH_MS) return;
    try {
      await this.#flight.join(() => withDeadline(this.#load(door()), ASK_MS), waitUntil);
    } catch (error) {
      log('warn', 'What was revoked cannot be asked for', describeError(error));
    }
    if (this.#ageMs() <= TRUSTED_MS) return;
    throw new AppError('unavailable', 'It cannot be checked whether you are still signed in.', {
      retryAfterSeconds: 2,
    });
  }

  /** `subject` as the object names it: `person:<id>`. */
  isRevoked(subject: string, issuedAtMs: number): boolean {
    const entry = this.#held.get(subject);
    return entry !== undefined && issuedAtMs <= entry.beforeMs;
  }

  #ageMs = (): number => this.#clock.now().getTime() - this.#knownAtMs;

  async #load(door: RevocationsDoor): Promise<void> {
    const askedAtMs = this.#clock.now().getTime();
    for (let hasMore = true; hasMore; ) {
      const answer = await door.since(this.#version);
      for (const { subject, beforeMs, untilMs } of answer.entries) this.#held.set(subject, { beforeMs, untilMs });
      if (this.#held.size > MAX_HELD) throw new Error('More was revoked than an isolate can hold');
      this.#version = answer.version;
      ({ hasMore } = answer);
    }
    this.#knownAtMs = askedAtMs;
    if (askedAtMs - this.#tidiedAtMs >= TIDY_MS) this.#tidy(askedAtMs);
  }

  #tidy(nowMs: number): void {
    this.#tidiedAtMs = nowMs;
    for (const [subject, { untilMs }] of this.#held) if (untilMs <= nowMs) this.#held.delete(subject);
  }
}
