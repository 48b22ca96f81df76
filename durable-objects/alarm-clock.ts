/** An object has one alarm; this remembers when it rings, so that asking for a later time costs nothing. */
export class AlarmClock {
  readonly #storage: Pick<DurableObjectStorage, 'setAlarm'>;
  #ringsAtMs = Number.POSITIVE_INFINITY;

  constructor(storage: Pick<DurableObjectStorage, 'setAlarm'>) {
    this.#storage = storage;
  }

  /**
   * Makes sure that the alarm rings then or sooner. The first call after a restart replaces what was set before, so it
   * must be given the earliest time of all that is due.
   */
  ringBy(atMs: number): void {
    if (atMs >= this.#ringsAtMs) return;
    this.#ringsAtMs = atMs;
    void this.#storage.setAlarm(atMs);
  }

  /** To be called first when it rings. */
  rang(): void {
    this.#ringsAtMs = Number.POSITIVE_INFINITY;
  }
}
