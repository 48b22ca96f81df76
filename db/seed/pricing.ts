import type { FormCode, Pack, Potency } from '#modules/catalog';
import { between, chance, oneOf } from './random.ts';

/** What a pack of the first brand costs at the usual potency, in rupees: invented, in the range of Indian price lists. */
const baseRupees: Readonly<Record<FormCode, readonly [amount: number, perQuantity: number]>> = {
  dilution: [110, 30],
  mother_tincture: [150, 30],
  globules: [120, 25],
  trituration_tablets: [110, 25],
  biochemic_tablets: [95, 25],
  ointment: [95, 25],
  drops: [190, 30],
  syrup: [150, 100],
  eye_drops: [125, 10],
};

/** A hundred tablets of the trade weigh 25 g. */
const gramsOf = (pack: Pack): number => (pack.unit === 'tablets' ? pack.quantity / 4 : pack.quantity);

/** High potencies cost more to make: each step of the ladder adds a bit. */
function potencyFactor(potency: Potency | undefined): number {
  if (potency === undefined || potency.scale === 'mother_tincture') return 1;
  if (potency.scale === 'fifty_millesimal') return 1.5;
  return potency.rank <= 30 ? 1 : 1 + Math.log10(potency.rank / 30) * 0.45;
}

export interface PriceTags {
  mrpPaise: number;
  retailPaise: number;
  doctorPaise: number;
  dealerPaise: number;
}

/** What doctors and dealers pay of the shop price, in percent. */
const DOCTOR_PERCENT = 88;
const DEALER_PERCENT = 70;

/**
 * Prices in paise, tax included. MRP is a multiple of five rupees, the shop price of one rupee and never above MRP;
 * larger packs are cheaper by volume.
 */
export function priceTags(
  sku: string,
  form: FormCode,
  potency: Potency | undefined,
  pack: Pack,
  brandPercent: number,
  rarity: number,
): PriceTags {
  const [base, perQuantity] = baseRupees[form];
  const size = (gramsOf(pack) / perQuantity) ** 0.8;
  const rupees = base * size * potencyFactor(potency) * (brandPercent / 100) * rarity;
  const mrpRupees = Math.max(25, Math.ceil(rupees / 5) * 5);
  const discountPercent = oneOf(`${sku}/discount`, [0, 0, 0, 5, 5, 8, 10]);
  const retailPaise = Math.floor((mrpRupees * (100 - discountPercent)) / 100) * 100;
  return {
    mrpPaise: mrpRupees * 100,
    retailPaise,
    doctorPaise: (retailPaise / 100) * DOCTOR_PERCENT,
    dealerPaise: (retailPaise / 100) * DEALER_PERCENT,
  };
}

/** How much dearer a rare substance is than a common one: 0.9 to 1.5. */
export const rarityOf = (abbrev: string, rank: number): number =>
  0.9 + 0.2 * chance(`${abbrev}/rarity`) + Math.min(rank, 1000) * 0.0004;

/** What the shop paid for a pack, in paise: 42 to 55 percent of MRP. */
export const costPaise = (batchName: string, mrpPaise: number): number =>
  Math.round((mrpPaise * between(`${batchName}/cost`, 42, 55)) / 100);

/** Weight of a filled pack in grams: contents and container. */
export function weightGrams(pack: Pack, liquid: boolean): number {
  const contents = liquid ? pack.quantity * 0.9 : gramsOf(pack);
  const container = liquid ? 22 + pack.quantity * 0.55 : 9 + contents * 0.25;
  return Math.round(contents + container);
}
