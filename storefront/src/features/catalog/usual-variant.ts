import type { Availability } from '../../api/views.ts';

type Candidate = {
  availability: Availability;
  potency: { label: string } | null;
  pack: { quantity: number; unit: string };
};

/** What customers ask for most, the most asked first: the trade's rule of thumb, and nothing about what suits anybody. */
const usualPotencies: Readonly<Record<string, readonly string[]>> = {
  mother_tincture: ['Q'],
  biochemic_tablets: ['6X', '3X', '12X'],
  trituration_tablets: ['6X', '3X', '12X'],
};
const usualPotenciesElsewhere = ['30C', '200C', '1M', '6C'];

const usualPacks: Readonly<Record<string, number>> = { ml: 30, g: 25, tablets: 100 };

/** How many times larger or smaller than the usual pack, as a logarithm; nothing where no pack is usual. */
function packDistance({ quantity, unit }: Candidate['pack']): number {
  const usual = usualPacks[unit];
  return usual === undefined || quantity <= 0 ? 0 : Math.abs(Math.log(quantity / usual));
}

/**
 * The variant a product page opens on when its address names none: what can be had, then the potency asked for most, then
 * the pack nearest to the usual one. Equals keep the order of the ladder. Undefined without variants.
 */
export function usualVariant<Item extends Candidate>(variants: readonly Item[], form: string): Item | undefined {
  const potencies = usualPotencies[form] ?? usualPotenciesElsewhere;
  const unusual = (potency: Candidate['potency']) => {
    const place = potencies.indexOf(potency?.label ?? '');
    return place < 0 ? potencies.length : place;
  };
  const gone = ({ availability }: Item) => Number(availability === 'out');
  const [first] = variants.toSorted(
    (a, b) =>
      gone(a) - gone(b) || unusual(a.potency) - unusual(b.potency) || packDistance(a.pack) - packDistance(b.pack),
  );
  return first;
}
