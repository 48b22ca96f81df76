import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface Line {
  kind: string;
  id: string;
  value: unknown;
}

/** What a provider has on record: in memory, and in a file that is only appended to, so that a killed shop finds it again. */
export class ProviderBook {
  readonly #kinds = new Map<string, Map<string, unknown>>();
  readonly #path: string | undefined;

  /** Without a path it ends with the process. */
  constructor(path: string | undefined) {
    this.#path = path;
    if (path === undefined) return;
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    for (const text of readFileSync(path, 'utf8').split('\n')) {
      try {
        const { kind, id, value } = JSON.parse(text) as Line;
        this.#of(kind).set(id, value);
      } catch {
        // The last line of a process that was killed while it wrote.
      }
    }
  }

  #of(kind: string): Map<string, unknown> {
    const known = this.#kinds.get(kind) ?? new Map<string, unknown>();
    this.#kinds.set(kind, known);
    return known;
  }

  get<T>(kind: string, id: string): T | undefined {
    return this.#of(kind).get(id) as T | undefined;
  }

  all<T>(kind: string): T[] {
    return [...this.#of(kind).values()] as T[];
  }

  put<T>(kind: string, id: string, value: T): T {
    this.#of(kind).set(id, value);
    if (this.#path !== undefined) appendFileSync(this.#path, `${JSON.stringify({ kind, id, value })}\n`);
    return value;
  }
}
