import { createHash } from 'node:crypto';
import { uuidv7 } from '#platform/ids';

/** Everything invented in the sample company follows from this number: another number is another company. */
export const SEED_NUMBER = 20_261_122;

/** The instant that sample ids carry, so that they are version 7 ids like all others and sort before real ones. */
const SAMPLE_ID_INSTANT_MS = Date.UTC(2026, 0, 1);

/** The id of a sample record: the same name has the same id on every machine. */
export function sampleId(name: string): string {
  return uuidv7(SAMPLE_ID_INSTANT_MS, createHash('sha256').update(name).digest());
}

/** A number from 0 up to 1 that depends on nothing but the seed number and the name (cyrb53). */
export function chance(name: string): number {
  let low = 0xdeadbeef ^ SEED_NUMBER;
  let high = 0x41c6ce57 ^ SEED_NUMBER;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    low = Math.imul(low ^ code, 2654435761);
    high = Math.imul(high ^ code, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return ((high & 0x1fffff) * 2 ** 32 + (low >>> 0)) / 2 ** 53;
}

/** A whole number from `low` to `high`, both included. */
export function between(name: string, low: number, high: number): number {
  return low + Math.floor(chance(name) * (high - low + 1));
}

/** One of a list that is not empty. */
export function oneOf<T>(name: string, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(chance(name) * choices.length)] ?? choices[0];
}

/** A few different ones of a list, in the order of the list. */
export function someOf<T>(name: string, choices: readonly T[], count: number): T[] {
  const drawn = choices.map((choice, at) => ({ choice, at, lot: chance(`${name}/${at}`) }));
  const taken = drawn.sort((a, b) => a.lot - b.lot).slice(0, count);
  return taken.sort((a, b) => a.at - b.at).map(({ choice }) => choice);
}
