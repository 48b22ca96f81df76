import type { Benefit, PriceStep } from '#platform/objects';
import type { Taken } from './apply-promotions.ts';
import type { SheetLine } from './price-sheet.ts';
import { percent, rupees } from './rupees.ts';

export interface TakenOff {
  taken: readonly Taken[];
  manualPaise: number;
  goodwillPaise: number;
}

/** What a benefit is, in words. */
function benefitWords(benefit: Benefit): string {
  switch (benefit.kind) {
    case 'percent_off':
      return `${percent(benefit.basisPoints)} off`;
    case 'amount_off':
      return `${rupees(benefit.amountPaise)} off`;
    case 'buy_x_get_y': {
      const given = benefit.basisPoints === 10_000 ? 'free' : `at ${percent(benefit.basisPoints)} off`;
      return `buy ${benefit.buy}, get ${benefit.get} ${given}`;
    }
    case 'bundle':
      return `together for ${rupees(benefit.pricePaise)}`;
    case 'free_delivery':
      return 'free delivery';
  }
}

/** Why a line costs what it costs, in words: what does not change the price is left out. */
export function priceSteps(
  sheetLine: SheetLine,
  index: number,
  { taken, manualPaise, goodwillPaise }: TakenOff,
): PriceStep[] {
  const { line, quantity, unitPricePaise, breakFrom, grossPaise } = sheetLine;
  const list = line.listPricePaise;
  const steps: PriceStep[] = [
    { text: `List price ${rupees(list)}, ${quantity} of it`, amountPaise: list * quantity, promotionId: null },
  ];
  const step = (text: string, amountPaise: number, promotionId: string | null = null) => {
    if (amountPaise !== 0) steps.push({ text, amountPaise, promotionId });
  };
  step(`From ${breakFrom} pieces on ${rupees(unitPricePaise)} each`, (unitPricePaise - list) * quantity);
  step('No pack costs more than its MRP', grossPaise - unitPricePaise * quantity);
  for (const { promotion, amounts, isLimited } of taken) {
    const limit = isLimited ? ', as far as the lowest price allows' : '';
    const code = promotion.coupon === null ? '' : ` (${promotion.coupon.code})`;
    step(`${promotion.label}${code}: ${benefitWords(promotion.benefit)}${limit}`, -(amounts[index] ?? 0), promotion.id);
  }
  step('Discount given by the store', -manualPaise);
  step('Rounded to what the cart showed', -goodwillPaise);
  return steps;
}
