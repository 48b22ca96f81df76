import type { TaxSplit } from '#modules/finance';
import { sumPaise } from '#platform/money';

/** What a line or a delivery costs, in paise: the total includes tax, the discount is taken off already. */
export interface Amounts extends TaxSplit {
  totalPaise: number;
  discountPaise: number;
}

interface BilledLine extends Amounts {
  position: number;
  quantity: number;
}

export interface BilledOrder extends Amounts {
  shippingPaise: number;
  lines: readonly BilledLine[];
}

export interface Pieces {
  position: number;
  quantity: number;
}

/** What was taken off the bill before: by line the pieces, and whether the delivery was. */
export interface AlreadyReturned {
  lines: readonly Pieces[];
  shipping: boolean;
}

export interface ReturnAmounts extends Amounts {
  shippingPaise: number;
  lines: (Pieces & Amounts)[];
}

const parts = ['totalPaise', 'discountPaise', 'cgstPaise', 'sgstPaise', 'igstPaise'] as const;

/** The first `pieces` of a line, every part rounded down: all of its pieces are all of it, to the paisa. */
function firstPieces(line: BilledLine, pieces: number): Amounts {
  const share = (paise: number): number => Number((BigInt(paise) * BigInt(pieces)) / BigInt(line.quantity));
  const [totalPaise, discountPaise, cgstPaise, sgstPaise, igstPaise] = parts.map((part) => share(line[part])) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const taxablePaise = totalPaise - cgstPaise - sgstPaise - igstPaise;
  return { totalPaise, discountPaise, taxablePaise, cgstPaise, sgstPaise, igstPaise };
}

const less = (a: Amounts, b: Amounts): Amounts => ({
  totalPaise: a.totalPaise - b.totalPaise,
  discountPaise: a.discountPaise - b.discountPaise,
  taxablePaise: a.taxablePaise - b.taxablePaise,
  cgstPaise: a.cgstPaise - b.cgstPaise,
  sgstPaise: a.sgstPaise - b.sgstPaise,
  igstPaise: a.igstPaise - b.igstPaise,
});

export const sumAmounts = (amounts: readonly Amounts[]): Amounts => ({
  totalPaise: sumPaise(amounts.map((amount) => amount.totalPaise)),
  discountPaise: sumPaise(amounts.map((amount) => amount.discountPaise)),
  taxablePaise: sumPaise(amounts.map((amount) => amount.taxablePaise)),
  cgstPaise: sumPaise(amounts.map((amount) => amount.cgstPaise)),
  sgstPaise: sumPaise(amounts.map((amount) => amount.sgstPaise)),
  igstPaise: sumPaise(amounts.map((amount) => amount.igstPaise)),
});

/** What the bill holds besides its lines: the delivery with its tax. */
function shippingOf(order: BilledOrder): Amounts {
  return less({ ...order, discountPaise: 0 }, { ...sumAmounts(order.lines), discountPaise: 0 });
}

/**
 * What pieces take off a bill: price, discount and tax as they were billed, the delivery when `withShipping` says so. It
 * depends on nothing but how many pieces went before, so any sequence of returns sums to the bill exactly. Throws RangeError for
 * pieces that were never billed or are off the bill already.
 */
export function returnAmounts(
  order: BilledOrder,
  pieces: readonly Pieces[],
  already: AlreadyReturned,
  withShipping: boolean,
): ReturnAmounts {
  const lines = pieces.map(({ position, quantity }) => {
    const line = order.lines.find((candidate) => candidate.position === position);
    const before = already.lines.reduce((sum, gone) => (gone.position === position ? sum + gone.quantity : sum), 0);
    if (line === undefined || quantity < 1 || before + quantity > line.quantity) {
      throw new RangeError(`Line ${position} was not billed ${before + quantity} times`);
    }
    return { position, quantity, ...less(firstPieces(line, before + quantity), firstPieces(line, before)) };
  });
  const shipping = withShipping && !already.shipping ? [shippingOf(order)] : [];
  return {
    ...sumAmounts([...lines, ...shipping]),
    shippingPaise: sumPaise(shipping.map(({ totalPaise }) => totalPaise)),
    lines,
  };
}

/** Whether nothing of the bill is left once these pieces are off it too. */
export function takesEverything(order: BilledOrder, pieces: readonly Pieces[], already: AlreadyReturned): boolean {
  const off = (position: number): number =>
    [...pieces, ...already.lines].reduce((sum, line) => (line.position === position ? sum + line.quantity : sum), 0);
  return order.lines.every(({ position, quantity }) => off(position) === quantity);
}
