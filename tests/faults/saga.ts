import { type Figures, newFigures, tellStory } from './saga-story.ts';

/** Time in a story is the story's own, and what it logs is part of it. */
async function asStory<T>(work: (errors: () => string[]) => Promise<T>): Promise<T> {
  const { setTimeout: realTimeout } = globalThis;
  const { warn, error } = console;
  const errors: string[] = [];
  globalThis.setTimeout = (() => 0) as unknown as typeof setTimeout;
  console.warn = () => undefined;
  console.error = (line: unknown) => void errors.push(String(line));
  try {
    return await work(() => errors.splice(0));
  } finally {
    globalThis.setTimeout = realTimeout;
    Object.assign(console, { warn, error });
  }
}

/** Orders that the checkout itself reported as standing without their goods. */
const goodsMissing = (errors: readonly string[]): ReadonlySet<unknown> =>
  new Set(
    errors.filter((line) => line.includes('without its goods')).map((line) => JSON.parse(line).orderId as unknown),
  );

/**
 * Tells so many stories of checkouts, each by its seed: every call may get lost, crash or stay unanswered, money comes late,
 * twice or not at all, buyers give up and come back. Throws with the seed that broke the books; `SEED=...` tells that one again.
 */
export async function simulateSagas(seeds: number, firstSeed = 1): Promise<Figures> {
  const only = process.env.SEED === undefined ? undefined : Number(process.env.SEED);
  const first = only ?? firstSeed;
  const last = only ?? firstSeed + seeds - 1;
  const figures = newFigures();
  await asStory(async (errors) => {
    for (let seed = first; seed <= last; seed++) {
      errors();
      try {
        await tellStory(seed, figures, () => goodsMissing(errors()));
      } catch (error) {
        throw new Error(`SEED=${seed} breaks it: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
    }
  });
  return figures;
}
