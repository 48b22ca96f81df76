import { allocateByLargestRemainder } from '#platform/money';
import type { Benefit, Promotion } from '#platform/objects';
import type { SheetLine } from './price-sheet.ts';
import { isInScope } from './promotion-scope.ts';

const WHOLE = 10_000;

/** What one promotion takes off each line of the sheet, in its order. */
export interface Taken {
  promotion: Promotion;
  amounts: number[];
  /** More would have been taken off, but for the floor. */
  isLimited: boolean;
}

interface Open {
  line: SheetLine;
  /** What is left of its price. */
  netPaise: number;
  /** How much of that may still be taken off. */
  roomPaise: number;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** So many pieces' share of what a line comes to now. */
const worth = ({ netPaise, line }: Open, pieces: number): number => Math.floor((netPaise * pieces) / line.quantity);

const partOf = (paise: number, basisPoints: number): number => Math.floor((paise * basisPoints) / WHOLE);

type BuyAndGet = Extract<Benefit, { kind: 'buy_x_get_y' }>;

/** How many pieces of each line are given. Together: the cheapest of all of them, of two that cost the same the first. */
function givenPieces({ buy, get, count }: BuyAndGet, open: readonly Open[]): number[] {
  const setOf = buy + get;
  if (count === 'item') return open.map(({ line }) => Math.floor(line.quantity / setOf) * get);
  let left = Math.floor(sum(open.map(({ line }) => line.quantity)) / setOf) * get;
  const given = open.map(() => 0);
  const cheapestFirst = open
    .map((entry, index) => ({ entry, index }))
    .toSorted(({ entry: a, index: i }, { entry: b, index: j }) => {
      return a.netPaise * b.line.quantity - b.netPaise * a.line.quantity || i - j;
    });
  for (const { entry, index } of cheapestFirst) {
    const pieces = Math.min(left, entry.line.quantity);
    given[index] = pieces;
    left -= pieces;
  }
  return given;
}

type Bundle = Extract<Benefit, { kind: 'bundle' }>;

function bundleShares({ items, pricePaise }: Bundle, open: readonly Open[]): number[] {
  const quantityOf = (variantId: string) =>
    sum(open.map(({ line }) => (line.line.variantId === variantId ? line.quantity : 0)));
  const bundles = Math.min(...items.map(({ variantId, quantity }) => Math.floor(quantityOf(variantId) / quantity)));
  if (bundles <= 0) return open.map(() => 0);
  const left = new Map(items.map(({ variantId, quantity }) => [variantId, quantity * bundles]));
  const worths = open.map((entry) => {
    const { variantId } = entry.line.line;
    const pieces = Math.min(left.get(variantId) ?? 0, entry.line.quantity);
    left.set(variantId, (left.get(variantId) ?? 0) - pieces);
    return worth(entry, pieces);
  });
  return shared(sum(worths) - bundles * pricePaise, worths);
}

/** An amount over lines, in proportion to what each can bear; none bears more. */
function shared(amountPaise: number, bearable: readonly number[]): number[] {
  return allocateByLargestRemainder(Math.max(0, Math.min(amountPaise, sum(bearable))), bearable);
}

/** What a benefit would take off each of its lines, before floors. */
function wantedShares(benefit: Benefit, open: readonly Open[]): number[] {
  switch (benefit.kind) {
    case 'percent_off':
      return open.map(({ netPaise }) => partOf(netPaise, benefit.basisPoints));
    case 'amount_off': {
      const rooms = open.map(({ roomPaise }) => roomPaise);
      return shared(benefit.amountPaise, rooms);
    }
    case 'buy_x_get_y': {
      const pieces = givenPieces(benefit, open);
      return open.map((entry, index) => partOf(worth(entry, pieces[index] ?? 0), benefit.basisPoints));
    }
    case 'bundle':
      return bundleShares(benefit, open);
    case 'free_delivery':
      return open.map(() => 0);
  }
}

/** Takes promotions off one after the other, each from what the one before it has left. No line falls below its floor. */
export function applyPromotions(sheet: readonly SheetLine[], promotions: readonly Promotion[]): Taken[] {
  const taken = sheet.map(() => 0);
  return promotions.map((promotion) => {
    const inScope: number[] = [];
    const open: Open[] = [];
    for (const [index, line] of sheet.entries()) {
      if (!isInScope(promotion, line.line)) continue;
      const netPaise = line.grossPaise - (taken[index] ?? 0);
      inScope.push(index);
      open.push({ line, netPaise, roomPaise: netPaise - line.floorPaise });
    }
    const amounts = sheet.map(() => 0);
    let isLimited = false;
    for (const [place, wanted] of wantedShares(promotion.benefit, open).entries()) {
      const index = inScope[place] ?? 0;
      const given = Math.min(wanted, open[place]?.roomPaise ?? 0);
      if (given < wanted) isLimited = true;
      amounts[index] = given;
      taken[index] = (taken[index] ?? 0) + given;
    }
    return { promotion, amounts, isLimited };
  });
}
