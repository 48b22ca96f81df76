import { daysBetween } from './calendar-days.ts';

/** What is known of one variant in one store when its next order is worked out. All quantities are pieces. */
export interface ReorderFacts {
  /** Sold less returned within the window; not below zero. */
  soldQuantity: number;
  windowDays: number;
  /** Sellable now. */
  onHand: number;
  inTransit: number;
  /** Ordered and not come yet, free goods included. */
  onOrder: number;
  leadTimeDays: number;
  reviewPeriodDays: number;
  /** Days of demand in reserve; `safetyStock` stands instead where somebody set it. */
  safetyDays: number;
  safetyStock: number | null;
  /** Set by somebody; null: lead time's demand and the reserve. */
  reorderPoint: number | null;
  packMultiple: number;
  minimumQuantity: number;
}

export interface PurchaseProposal {
  quantity: number;
  reorderPoint: number;
  /** Up to what the order fills: demand of lead time and review period, and the reserve. */
  targetStock: number;
  /** On hand, in transit and on order. */
  position: number;
}

const demandOf = ({ soldQuantity, windowDays }: ReorderFacts, days: number): number =>
  Math.ceil((soldQuantity * days) / windowDays);

const roundUp = (quantity: number, multiple: number): number => Math.ceil(quantity / multiple) * multiple;

/**
 * What to order of a variant: nothing while the position lies above the reorder point, else up to the target, never below
 * the supplier's minimum and in whole packs (periodic review with a reorder point, an (R, s, S) policy).
 */
export function proposePurchase(facts: ReorderFacts): PurchaseProposal | undefined {
  const { leadTimeDays, reviewPeriodDays, minimumQuantity, packMultiple } = facts;
  const safety = facts.safetyStock ?? demandOf(facts, facts.safetyDays);
  const reorderPoint = facts.reorderPoint ?? demandOf(facts, leadTimeDays) + safety;
  const targetStock = Math.max(reorderPoint, demandOf(facts, leadTimeDays + reviewPeriodDays) + safety);
  const position = facts.onHand + facts.inTransit + facts.onOrder;
  if (position > reorderPoint || targetStock <= position) return undefined;
  const quantity = roundUp(Math.max(targetStock - position, minimumQuantity), packMultiple);
  return { quantity, reorderPoint, targetStock, position };
}

/** The window that demand is taken from cannot be longer than the store has sold at all. */
export const windowDaysOf = (firstMovementOn: string | null, day: string, wantedDays: number): number =>
  firstMovementOn === null ? wantedDays : Math.max(1, Math.min(wantedDays, daysBetween(firstMovementOn, day)));
