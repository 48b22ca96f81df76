/** Whoever may hold the engine; compared by identity. */
export type LeaseHolder = object;

/**
 * The right to talk to the one backend of the embedded engine, first come, first served. A connection holds it from its
 * first message until the backend is idle again, so two transactions never mix.
 */
export class EngineLease {
  #holder: LeaseHolder | undefined;
  #waiters: { holder: LeaseHolder; grant: () => void }[] = [];

  /** Resolves when `holder` has the lease; at once when it has it already. */
  acquire(holder: LeaseHolder): Promise<void> {
    if (this.#holder === undefined) this.#holder = holder;
    if (this.#holder === holder) return Promise.resolve();
    return new Promise((grant) => this.#waiters.push({ holder, grant }));
  }

  /** Passes the lease on. Does nothing when `holder` does not have it. */
  release(holder: LeaseHolder): void {
    if (this.#holder !== holder) return;
    const next = this.#waiters.shift();
    this.#holder = next?.holder;
    next?.grant();
  }

  heldBy(holder: LeaseHolder): boolean {
    return this.#holder === holder;
  }
}
