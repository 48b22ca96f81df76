import { randomBytes } from 'node:crypto';
import type { ProviderBook } from './provider-book.ts';
import type { Behaviour } from './provider-server.ts';

export interface KeptEvent {
  id: string;
  /** The very bytes that are signed. */
  body: string;
  isTaken: boolean;
}

/** As long as a newcomer may look at a page before anybody wonders. */
const RETRY_MS = [500, 2_000, 10_000, 30_000, 60_000];

export const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`;

/** Sends call-backs until they are answered with 2xx: in any order, and as often as the behaviour says. */
export class CallbackSender {
  readonly #book: ProviderBook;
  readonly #behaviour: Behaviour;
  readonly #url: string | undefined;
  readonly #headers: (event: KeptEvent) => Record<string, string>;
  readonly #timers = new Set<NodeJS.Timeout>();
  #isStopped = false;

  /** `url`: where to; undefined: events are only kept. `headers`: the signature, made anew for every try. */
  constructor(
    book: ProviderBook,
    behaviour: Behaviour,
    url: string | undefined,
    headers: (event: KeptEvent) => Record<string, string>,
  ) {
    this.#book = book;
    this.#behaviour = behaviour;
    this.#url = url;
    this.#headers = headers;
  }

  /** What a killed process had not got rid of. */
  resume(): void {
    for (const event of this.events) if (!event.isTaken) this.#send(event, 0);
  }

  get events(): KeptEvent[] {
    return this.#book.all<KeptEvent>('event');
  }

  tell(id: string, body: unknown): void {
    const event = this.#book.put<KeptEvent>('event', id, { id, body: JSON.stringify(body), isTaken: false });
    for (let copy = 0; copy < this.#behaviour.callbackCopies(); copy++) this.#send(event, 0);
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #send(event: KeptEvent, tries: number): void {
    const url = this.#url;
    if (url === undefined || this.#isStopped) return;
    const waitMs =
      this.#behaviour.callbackDelayMs() + (tries === 0 ? 0 : (RETRY_MS[tries - 1] ?? RETRY_MS.at(-1) ?? 0));
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#try(url, event, tries);
    }, waitMs);
    timer.unref();
    this.#timers.add(timer);
  }

  async #try(url: string, event: KeptEvent, tries: number): Promise<void> {
    if (await this.#isTaken(url, event)) this.#book.put<KeptEvent>('event', event.id, { ...event, isTaken: true });
    else this.#send(event, tries + 1);
  }

  async #isTaken(url: string, event: KeptEvent): Promise<boolean> {
    try {
      const headers = { 'content-type': 'application/json', ...this.#headers(event) };
      const response = await fetch(url, { method: 'POST', headers, body: event.body, redirect: 'manual' });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }
}
