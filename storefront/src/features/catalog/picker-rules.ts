import type { Choice } from './picker-data.ts';

const distinct = (values: readonly string[]) => [...new Set(values)];

export const potenciesOf = (choices: readonly Choice[], scale: string): string[] =>
  distinct(choices.filter((choice) => choice.scale === scale).map((choice) => choice.potency));

export const packsOf = (choices: readonly Choice[], potency: string): Choice[] =>
  choices.filter((choice) => choice.potency === potency);

/**
 * The choice after stepping to another potency: the same pack when that potency comes in it and is there, else its first
 * pack in stock. The potency itself is never replaced: a medicine in another potency is another medicine.
 */
export function stepTo(choices: readonly Choice[], potency: string, pack: string): Choice | undefined {
  const packs = packsOf(choices, potency);
  const same = packs.find((choice) => choice.pack === pack);
  if (same && same.state !== 'out') return same;
  return packs.find((choice) => choice.state !== 'out') ?? same ?? packs[0];
}

export const isOut = (choices: readonly Choice[], potency: string): boolean =>
  packsOf(choices, potency).every((choice) => choice.state === 'out');
