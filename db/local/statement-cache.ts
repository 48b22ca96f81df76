/** A connection keeps at most this many statements prepared; a shop needs some two hundred. */
const MAX_STATEMENTS = 400;

export interface PlannedStatement {
  /** '' is the unnamed statement, which lives for one use. */
  name: string;
  mustParse: boolean;
}

/**
 * Which SQL texts one connection has prepared. A text seen for the second time gets a name and is parsed and planned
 * once, which makes it three times faster; a text seen once costs nothing to keep.
 */
export class StatementCache {
  readonly #names = new Map<string, string>();
  readonly #seenOnce = new Set<string>();
  #stale: string[] = [];
  #counter = 0;

  plan(text: string): PlannedStatement {
    const known = this.#names.get(text);
    if (known) {
      this.#names.delete(text);
      this.#names.set(text, known);
      return { name: known, mustParse: false };
    }
    if (!this.#seenOnce.delete(text)) {
      if (this.#seenOnce.size >= MAX_STATEMENTS) this.#seenOnce.clear();
      this.#seenOnce.add(text);
      return { name: '', mustParse: true };
    }
    this.#counter += 1;
    const name = `s${this.#counter}`;
    this.#names.set(text, name);
    const [oldest] = this.#names.keys();
    if (this.#names.size > MAX_STATEMENTS && oldest !== undefined) this.forget([oldest]);
    return { name, mustParse: true };
  }

  /** Drops texts whose preparation failed or whose plan no longer fits the schema. */
  forget(texts: readonly string[]): void {
    for (const text of texts) {
      const name = this.#names.get(text);
      if (name === undefined) continue;
      this.#names.delete(text);
      this.#stale.push(name);
    }
  }

  forgetAll(): void {
    this.forget([...this.#names.keys()]);
  }

  /** Names that the server should close; each is returned once. */
  takeStale(): string[] {
    const stale = this.#stale;
    this.#stale = [];
    return stale;
  }
}
