import { isTransient } from '#platform/database-errors';
import { fail, type Result, succeed } from '#platform/errors';
import type { Fact } from '#platform/facts';
import { describeError, log } from '#platform/log';
import type { IssueRequest } from '#platform/objects';
import { backoffMs } from '../deadline.ts';
import type { DocumentBook, UnwrittenDocument } from './document-book.ts';

/** How long the first document of a group waits for company. */
const GATHER_MS = 4;
/** Some 600 rows: the database takes them in a few milliseconds, and one failure makes few wait. */
export const MAX_GROUP = 64;
const FIRST_POSTPONE_MS = 60_000;
const LONGEST_POSTPONE_MS = 3_600_000;
const RETRY_AFTER_SECONDS = 2;

type Answer = Result<{ number: string }>;
type Outcome = 'written' | 'transient' | 'refused';

export interface GroupWriterOptions {
  book: DocumentBook;
  /** Writes facts in one transaction. Writing the same facts again changes nothing. */
  write: (facts: readonly Fact[]) => Promise<void>;
  nowMs: () => number;
  sleep: (ms: number) => Promise<void>;
  /** Documents were numbered and kept: from here on somebody must wake up for them. */
  onNumbered: () => void;
}

/**
 * Numbers and writes documents in groups: while one group is under way the next gathers, and each waits for its own. A
 * group gets its numbers in one turn, so that its documents are kept with one sync of the disk.
 */
export class GroupWriter {
  readonly #options: GroupWriterOptions;
  readonly #requests = new Map<string, IssueRequest>();
  readonly #waiting = new Map<string, ((answer: Answer) => void)[]>();
  #running: Promise<void> | undefined;

  constructor(options: GroupWriterOptions) {
    this.#options = options;
  }

  /** Answers when the document is written or could not be. */
  async issue(request: IssueRequest): Promise<Answer> {
    const { book, nowMs } = this.#options;
    const { key } = request;
    const known = book.find(key);
    if (known?.isWritten) return succeed({ number: known.number });
    if (known !== undefined && known.failures > 0 && known.notBeforeMs > nowMs()) return refused();
    if (known === undefined) this.#requests.set(key, request);
    const answer = new Promise<Answer>((resolve) => {
      this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), resolve]);
    });
    void this.flush();
    return answer;
  }

  /** Writes all that waits. One run at a time: whoever calls meanwhile joins it. */
  flush(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#waiting.size > 0) void this.flush();
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    const { book, nowMs, sleep } = this.#options;
    await sleep(GATHER_MS);
    for (;;) {
      this.#numberRequests();
      const group = book.unwritten(MAX_GROUP, nowMs());
      if (group.length === 0) return;
      const outcome = await this.#writeGroup(group);
      if (outcome === 'transient') return this.#giveUpForNow();
    }
  }

  #numberRequests(): void {
    if (this.#requests.size === 0) return;
    for (const [key, request] of this.#requests) {
      const numbered = this.#options.book.issue(request);
      if (!numbered.ok) this.#answer(key, numbered);
    }
    this.#requests.clear();
    this.#options.onNumbered();
  }

  async #writeGroup(group: readonly UnwrittenDocument[]): Promise<Outcome> {
    const outcome = await this.#write(group);
    if (outcome !== 'refused' || group.length === 1) return outcome;
    // One document spoils the transaction of all: alone, each shows whether it is the one.
    for (const document of group) if ((await this.#write([document])) === 'transient') return 'transient';
    return 'written';
  }

  async #write(group: readonly UnwrittenDocument[]): Promise<Outcome> {
    const { book, write, nowMs } = this.#options;
    try {
      await write(group.flatMap(({ facts }) => facts));
    } catch (error) {
      if (isTransient(error)) {
        log('warn', 'Documents could not be written and wait', { waiting: group.length, ...describeError(error) });
        return 'transient';
      }
      const [document] = group;
      if (group.length === 1 && document !== undefined) {
        const delayMs = backoffMs(document.failures + 1, FIRST_POSTPONE_MS, LONGEST_POSTPONE_MS);
        book.postpone(document, nowMs() + delayMs, String(error));
        log('error', 'A numbered document is refused by the database', {
          number: document.number,
          ...describeError(error),
        });
        this.#answer(document.key, refused());
      }
      return 'refused';
    }
    book.written(group);
    for (const { key, number } of group) this.#answer(key, succeed({ number }));
    return 'written';
  }

  #giveUpForNow(): void {
    this.#numberRequests();
    const detail = 'The document has its number and is written as soon as the database answers.';
    const answer = fail('unavailable', detail, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    for (const key of this.#waiting.keys()) this.#answer(key, answer);
  }

  #answer(key: string, answer: Answer): void {
    const waiting = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    for (const resolve of waiting) resolve(answer);
  }
}

const refused = (): Answer => fail('internal', 'The document has its number but the database refuses it.');
