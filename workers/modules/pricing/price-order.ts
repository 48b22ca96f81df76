import { allocateByLargestRemainder, sumPaise } from '#platform/money';
import type { CouponUseNeeded, PriceStep, Promotion } from '#platform/objects';
import { applyPromotions, type Taken } from './apply-promotions.ts';
import { choosePromotions } from './choose-promotions.ts';
import { manualDiscount } from './manual-discount.ts';
import { type PriceLine, piecePrice, priceSheet, type SheetLine } from './price-sheet.ts';
import { priceSteps } from './price-steps.ts';
import type { Sale } from './promotion-scope.ts';

export interface PriceOrder {
  lines: readonly PriceLine[];
  promotions: readonly Promotion[];
  sale: Sale;
}

/** What pieces come to: gross less discount is the total. */
interface Amounts {
  unitPricePaise: number;
  grossPaise: number;
  discountPaise: number;
  totalPaise: number;
}

export interface PricedPiece extends Amounts {
  key: string;
  quantity: number;
}

export interface PricedLine extends Amounts {
  id: string;
  pieces: PricedPiece[];
  /** Why it costs what it costs: they sum to `totalPaise`. */
  steps: PriceStep[];
}

/** What a promotion takes off the whole order; for a free delivery nothing of the goods. */
interface AppliedPromotion {
  promotionId: string;
  label: string;
  code: string | null;
  amountPaise: number;
}

export interface PricedOrder {
  lines: PricedLine[];
  subtotalPaise: number;
  discountPaise: number;
  /** Goods without delivery, on the basis of the prices. */
  totalPaise: number;
  isDeliveryFree: boolean;
  promotions: AppliedPromotion[];
  couponUses: CouponUseNeeded[];
  /** Why a promotion that was looked at gives nothing, by its id. */
  reasons: ReadonlyMap<string, string>;
}

/** Prices an order: list and quantity, the promotions that are best for its buyer, then what staff take off. Pure. */
export function priceOrder({ lines, promotions, sale }: PriceOrder): PricedOrder {
  const sheet = priceSheet(lines);
  const { chosen, reasons } = choosePromotions(sheet, sale, promotions);
  return settle(lines, sheet, chosen, reasons, Number.POSITIVE_INFINITY);
}

/**
 * Prices goods anew that a buyer has seen priced already, now that their batches are known: with the promotions that were
 * chosen then, whatever lower MRPs do to their conditions, and never for more than was shown.
 */
export function priceAsShown(
  lines: readonly PriceLine[],
  promotions: readonly Promotion[],
  shown: PricedOrder,
): PricedOrder {
  const inOrder = shown.promotions
    .map(({ promotionId }) => promotions.find(({ id }) => id === promotionId))
    .filter((promotion) => promotion !== undefined);
  const priced = settle(lines, priceSheet(lines), inOrder, new Map(), shown.totalPaise);
  return { ...priced, isDeliveryFree: shown.isDeliveryFree, couponUses: shown.couponUses };
}

function settle(
  lines: readonly PriceLine[],
  sheet: readonly SheetLine[],
  chosen: readonly Promotion[],
  reasons: ReadonlyMap<string, string>,
  atMostPaise: number,
): PricedOrder {
  const taken = applyPromotions(sheet, chosen);
  const promoted = sheet.map((_, index) => taken.reduce((sum, { amounts }) => sum + (amounts[index] ?? 0), 0));
  const manual = sheet.map((line, index) => manualDiscount(line, promoted[index] ?? 0));
  const nets = sheet.map(({ grossPaise }, index) => grossPaise - (promoted[index] ?? 0) - (manual[index] ?? 0));
  const excess = Math.max(0, sumPaise(nets) - atMostPaise);
  const goodwill = allocateByLargestRemainder(excess, nets);
  const priced = new Map(
    sheet.map((line, index) => {
      const steps = priceSteps(line, index, {
        taken,
        manualPaise: manual[index] ?? 0,
        goodwillPaise: goodwill[index] ?? 0,
      });
      return [
        line.line,
        pricedLine(line, (promoted[index] ?? 0) + (manual[index] ?? 0) + (goodwill[index] ?? 0), steps),
      ];
    }),
  );
  const inOrder = lines.map((line) => priced.get(line)).filter((line) => line !== undefined);
  return { ...totals(inOrder), lines: inOrder, ...promotionsOf(taken), reasons };
}

function pricedLine(sheetLine: SheetLine, discountPaise: number, steps: PriceStep[]): PricedLine {
  const { line, unitPricePaise, grossPaise } = sheetLine;
  const grosses = line.pieces.map((piece) => piecePrice(unitPricePaise, piece) * piece.quantity);
  const rooms = line.pieces.map((piece, index) => {
    const floorPaise = Math.min(piecePrice(unitPricePaise, piece), line.terms.floorPaise);
    return (grosses[index] ?? 0) - floorPaise * piece.quantity;
  });
  // In proportion to what each batch can bear above the floor, unless somebody was allowed to go below it.
  const discounts = allocateByLargestRemainder(discountPaise, discountPaise <= sumPaise(rooms) ? rooms : grosses);
  const pieces = line.pieces.map((piece, index) => {
    const gross = grosses[index] ?? 0;
    const discount = discounts[index] ?? 0;
    const { key, quantity } = piece;
    return {
      key,
      quantity,
      unitPricePaise: piecePrice(unitPricePaise, piece),
      grossPaise: gross,
      discountPaise: discount,
      totalPaise: gross - discount,
    };
  });
  return {
    id: line.id,
    unitPricePaise,
    grossPaise,
    discountPaise,
    totalPaise: grossPaise - discountPaise,
    pieces,
    steps,
  };
}

function totals(lines: readonly PricedLine[]) {
  const subtotalPaise = sumPaise(lines.map((line) => line.grossPaise));
  const discountPaise = sumPaise(lines.map((line) => line.discountPaise));
  return { subtotalPaise, discountPaise, totalPaise: subtotalPaise - discountPaise };
}

function promotionsOf(taken: readonly Taken[]) {
  return {
    isDeliveryFree: taken.some(({ promotion }) => promotion.benefit.kind === 'free_delivery'),
    promotions: taken.map(({ promotion: { id, label, coupon }, amounts }) => ({
      promotionId: id,
      label,
      code: coupon?.code ?? null,
      amountPaise: sumPaise(amounts),
    })),
    couponUses: taken.flatMap(({ promotion: { id, coupon } }) =>
      coupon === null ? [] : [{ code: coupon.code, promotionId: id, limits: coupon.limits }],
    ),
  };
}
