import type { Promotion } from '#platform/objects';
import { applyPromotions } from './apply-promotions.ts';
import type { SheetLine } from './price-sheet.ts';
import { grossOf, reasonAgainst, type Sale } from './promotion-scope.ts';

/** What a buyer gets, in the order in which it is taken off, and why not what else there was. */
export interface Choice {
  chosen: Promotion[];
  /** By id of the promotion. */
  reasons: ReadonlyMap<string, string>;
}

/** The order in which promotions are taken off, and which of two that give the same is preferred. */
function byRank(a: Promotion, b: Promotion): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return (a.coupon?.code ?? '') < (b.coupon?.code ?? '') ? -1 : 1;
}

/** What promotions together save the buyer, delivery included. */
function saving(sheet: readonly SheetLine[], sale: Sale, promotions: readonly Promotion[]): number {
  const taken = applyPromotions(sheet, promotions);
  const goods = taken.reduce((total, { amounts }) => total + amounts.reduce((sum, amount) => sum + amount, 0), 0);
  const isDelivered = promotions.some(({ benefit }) => benefit.kind === 'free_delivery');
  return goods + (isDelivered ? sale.deliveryFeePaise(grossOf(sheet)) : 0);
}

interface Offer {
  promotions: Promotion[];
  saved: number;
}

/** The best offer; of two that save the same the first. */
const best = (offers: readonly Offer[]): Offer =>
  offers.reduce((leader, offer) => (offer.saved > leader.saved ? offer : leader), { promotions: [], saved: 0 });

/** A promotion that two codes lead to counts once. */
const onceEach = (promotions: readonly Promotion[]): Promotion[] =>
  promotions.filter(({ id }, index) => promotions.findIndex((other) => other.id === id) === index);

/**
 * Which promotions an order gets, by their own rules: of a group the one that alone saves most, groups together, an exclusive
 * one only alone and only if it beats all others together. Whatever order they come in, the same is chosen.
 */
export function choosePromotions(sheet: readonly SheetLine[], sale: Sale, promotions: readonly Promotion[]): Choice {
  const reasons = new Map<string, string>();
  const groups = new Map<string, Offer[]>();
  const alone: Offer[] = [];
  for (const promotion of onceEach(promotions.toSorted(byRank))) {
    const against = reasonAgainst(promotion, sheet, sale);
    const saved = against === undefined ? saving(sheet, sale, [promotion]) : 0;
    if (saved === 0) {
      reasons.set(promotion.id, against ?? 'It takes nothing off what is in the cart');
      continue;
    }
    reasons.set(promotion.id, 'Another offer is worth more and does not combine with it');
    const offer = { promotions: [promotion], saved };
    if (promotion.isExclusive) alone.push(offer);
    else groups.set(promotion.stackingGroup, [...(groups.get(promotion.stackingGroup) ?? []), offer]);
  }
  const together = [...groups.values()].flatMap((offers) => best(offers).promotions).toSorted(byRank);
  const { promotions: chosen } = best([{ promotions: together, saved: saving(sheet, sale, together) }, ...alone]);
  for (const { id } of chosen) reasons.delete(id);
  return { chosen, reasons };
}
