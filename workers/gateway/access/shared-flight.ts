/** A request that leads a flight may be cancelled; whoever waits longer than this flies alone. */
const FOLLOW_MS = 1_000;

export type WaitUntil = (work: Promise<unknown>) => void;

/** One load for all requests of an isolate that need the same at once. */
export class SharedFlight<T> {
  #current: Promise<T> | undefined;

  async join(load: () => Promise<T>, waitUntil: WaitUntil): Promise<T> {
    if (this.#current !== undefined) {
      const landed = await Promise.race([this.#current.then((value) => ({ value })), after(FOLLOW_MS)]);
      if (landed !== undefined) return landed.value;
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
