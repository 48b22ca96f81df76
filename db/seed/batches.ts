import type { FormCode } from '#modules/catalog';
import { daysAfter } from './days.ts';
import { costPaise } from './pricing.ts';
import { between, chance, sampleId } from './random.ts';
import { NEW_RATES_FROM } from './tax-rates.ts';

/** Years until a form must be used; dilutions need carry no date since the amendment of 2017, and half of them do not. */
const shelfLifeYears: Readonly<Record<FormCode, number>> = {
  dilution: 5,
  mother_tincture: 5,
  globules: 5,
  trituration_tablets: 5,
  biochemic_tablets: 5,
  ointment: 3,
  drops: 3,
  syrup: 3,
  eye_drops: 2,
};

const DAYS_A_YEAR = 365;

/** One lot, or two for every third variant. Days are counted from `anchorDay`, so that expiries look right whenever it is seeded. */
export function sampleBatches(
  variant: { id: string; sku: string; mrpPaise: number },
  form: FormCode,
  anchorDay: string,
) {
  const count = chance(`${variant.sku}/batches`) < 0.35 ? 2 : 1;
  return Array.from({ length: count }, (_, at) => {
    const name = `batch/${variant.sku}/${at}`;
    const lifeDays = shelfLifeYears[form] * DAYS_A_YEAR;
    const expiresInDays = daysUntilExpiry(name, lifeDays);
    const undated = form === 'dilution' && chance(`${name}/undated`) < 0.5;
    const madeOn = daysAfter(anchorDay, expiresInDays - lifeDays);
    const mrpPaise = madeOn < NEW_RATES_FROM ? dearer(variant.mrpPaise) : variant.mrpPaise;
    return {
      id: sampleId(name),
      variantId: variant.id,
      number: `${madeOn.slice(2, 4)}${madeOn.slice(5, 7)}${String(between(`${name}/number`, 1, 9999)).padStart(4, '0')}`,
      madeOn,
      expiresOn: undated ? null : daysAfter(madeOn, lifeDays),
      mrpPaise,
      costPaise: costPaise(name, mrpPaise),
    };
  });
}

/** Packs printed before the tax was lowered carry a higher MRP. */
const dearer = (mrpPaise: number): number => Math.ceil((mrpPaise * 1.06) / 500) * 500;

function daysUntilExpiry(name: string, lifeDays: number): number {
  const lot = chance(`${name}/life`);
  if (lot < 0.02) return -between(`${name}/expired`, 1, 90);
  if (lot < 0.06) return between(`${name}/near`, 0, 45);
  return between(`${name}/fresh`, 180, lifeDays - 20);
}

/** How likely a variant lies in each store, in the order of the stores: the first serves the web and has nearly all. */
const stockedChance = [0.94, 0.62, 0.55, 0.4];

/**
 * The opening stock of a batch, store by store: 0 where a store does not have it. It follows from the ids alone, so it can
 * be worked out again from the batches in the database.
 */
export function openingStock(
  batch: { id: string; variantId: string },
  storeIds: readonly string[],
): { storeId: string; quantity: number }[] {
  const stocked = storeIds.filter(
    (storeId, at) => chance(`${batch.variantId}/${storeId}`) < (stockedChance[at] ?? 0.5),
  );
  const [firstStore] = storeIds;
  const homes = stocked.length > 0 || firstStore === undefined ? stocked : [firstStore];
  return homes
    .map((storeId) => ({ storeId, quantity: quantityOf(`${batch.id}/${storeId}`) }))
    .filter(({ quantity }) => quantity > 0);
}

function quantityOf(name: string): number {
  const lot = chance(name);
  if (lot < 0.04) return 0;
  if (lot < 0.14) return between(`${name}/few`, 1, 4);
  return lot < 0.9 ? between(`${name}/some`, 5, 60) : between(`${name}/many`, 61, 240);
}
