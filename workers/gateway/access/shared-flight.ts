/** A request that leads a flight may be cancelled: after so long another one leads. */
const FOLLOW_MS = 1_000;
const MAX_FOLLOWED = 3;

export type WaitUntil = (work: Promise<unknown>) => void;

/** One load for all requests of an isolate that need the same at once. */
export class SharedFlight<T> {
  #current: Promise<T> | undefined;

  /** Throws what the load throws, and when several in a row have not landed: not everybody who waits may load. */
  async join(load: () => Promise<T>, waitUntil: WaitUntil): Promise<T> {
    for (let followed = 0; this.#current !== undefined; followed++) {
      if (followed === MAX_FOLLOWED) throw new Error('What is loaded for all does not come');
      const flight = this.#current;
      const landed = await Promise.race([flight.then((value) => ({ value })), after(FOLLOW_MS)]);
      if (landed !== undefined) return landed.value;
      // Of all who waited for it the first flies; the others find that flight here.
      if (this.#current === flight) break;
    }
    return this.#lead(load, waitUntil);
  }

  #lead(load: () => Promise<T>, waitUntil: WaitUntil): Promise<T> {
    const flight = load();
    this.#current = flight;
    const land = () => {
      if (this.#current === flight) this.#current = undefined;
    };
    // Those who follow need it to land even when its own request ends before.
    waitUntil(flight.then(land, land));
    return flight;
  }
}

const after = (ms: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms);
  });
