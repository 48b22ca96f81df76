import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitTax, sumSplits } from '#modules/finance';
import {
  type AlreadyReturned,
  type BilledOrder,
  returnAmounts,
  sumAmounts,
  takesEverything,
} from './return-amounts.ts';

const anyLine = fc.record({
  quantity: fc.integer({ min: 1, max: 40 }),
  unitPricePaise: fc.integer({ min: 2, max: 90_000 }),
  offPaise: fc.integer({ min: 0, max: 500 }),
  rateBasisPoints: fc.constantFrom(0, 500, 1200, 1800, 2800, 4000),
});

interface Wanted {
  quantity: number;
  unitPricePaise: number;
  offPaise: number;
  rateBasisPoints: number;
}

/** A bill as an order keeps it, the discount spread over the pieces of its line. */
function billOf(
  wanted: readonly Wanted[],
  shippingPaise: number,
  kind: 'within_state' | 'between_states',
): BilledOrder {
  const priced = wanted.map((line) => {
    const grossPaise = line.quantity * line.unitPricePaise;
    const discountPaise = Math.min(line.offPaise, grossPaise - 2 * line.quantity);
    return { ...line, discountPaise, totalPaise: grossPaise - discountPaise };
  });
  const splits = splitTax([...priced, { totalPaise: shippingPaise, rateBasisPoints: 500 }], kind);
  return {
    totalPaise: priced.reduce((sum, { totalPaise }) => sum + totalPaise, shippingPaise),
    shippingPaise,
    discountPaise: priced.reduce((sum, { discountPaise }) => sum + discountPaise, 0),
    ...sumSplits(splits),
    lines: priced.map(({ quantity, totalPaise, discountPaise }, at) => ({
      position: at + 1,
      quantity,
      totalPaise,
      discountPaise,
      ...(splits[at] ?? { taxablePaise: totalPaise, cgstPaise: 0, sgstPaise: 0, igstPaise: 0 }),
    })),
  };
}

const anyOrder = fc
  .tuple(
    fc.array(anyLine, { minLength: 1, maxLength: 6 }),
    fc.integer({ min: 0, max: 9_900 }),
    fc.constantFrom('within_state' as const, 'between_states' as const),
  )
  .map(([lines, shippingPaise, kind]) => billOf(lines, shippingPaise, kind));

const none: AlreadyReturned = { lines: [], shipping: false };
const all = (order: BilledOrder) => order.lines.map(({ position, quantity }) => ({ position, quantity }));
const amountsOf = ({ totalPaise, discountPaise, taxablePaise, cgstPaise, sgstPaise, igstPaise }: BilledOrder) => ({
  totalPaise,
  discountPaise,
  taxablePaise,
  cgstPaise,
  sgstPaise,
  igstPaise,
});

describe('returnAmounts', () => {
  it('takes a third of three pieces off with a third of their tax', () => {
    const order = billOf(
      [{ quantity: 3, unitPricePaise: 10_500, offPaise: 0, rateBasisPoints: 500 }],
      4_900,
      'within_state',
    );
    const one = returnAmounts(order, [{ position: 1, quantity: 1 }], none, false);
    expect(one).toMatchObject({
      totalPaise: 10_500,
      taxablePaise: 10_000,
      cgstPaise: 250,
      sgstPaise: 250,
      shippingPaise: 0,
    });
  });

  it('is the whole order when everything comes back with its delivery', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const whole = returnAmounts(order, all(order), none, true);
        expect(sumAmounts([whole])).toEqual(amountsOf(order));
        expect(whole.shippingPaise).toBe(order.shippingPaise);
        expect(takesEverything(order, all(order), none)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('sums to the whole order exactly, whatever comes back in which order, and never gives back less than nothing', () => {
    fc.assert(
      fc.property(anyOrder, fc.infiniteStream(fc.nat()), (order, choices) => {
        const given = [];
        let already = none;
        for (;;) {
          const left = order.lines
            .map(({ position, quantity }) => {
              const gone = already.lines.filter((line) => line.position === position);
              return { position, quantity: quantity - gone.reduce((sum, line) => sum + line.quantity, 0) };
            })
            .filter(({ quantity }) => quantity > 0);
          if (left.length === 0) break;
          const line = left[(choices.next().value ?? 0) % left.length];
          if (line === undefined) break;
          const pieces = [{ ...line, quantity: 1 + ((choices.next().value ?? 0) % line.quantity) }];
          const isLast = takesEverything(order, pieces, already);
          const amounts = returnAmounts(order, pieces, already, isLast);
          for (const part of Object.values(sumAmounts([amounts]))) expect(part).toBeGreaterThanOrEqual(0);
          expect(amounts.totalPaise).toBe(
            amounts.taxablePaise + amounts.cgstPaise + amounts.sgstPaise + amounts.igstPaise,
          );
          given.push(amounts);
          already = { lines: [...already.lines, ...pieces], shipping: isLast };
        }
        expect(sumAmounts(given)).toEqual(amountsOf(order));
      }),
      { numRuns: 2_000 },
    );
  });

  it('rounding drifts: pieces that come back one by one are worth what they are worth together', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const [line] = order.lines;
        if (line === undefined) return;
        const together = returnAmounts(order, [{ position: 1, quantity: line.quantity }], none, false);
        const oneByOne = Array.from({ length: line.quantity }, (_, before) => {
          const already = before === 0 ? none : { lines: [{ position: 1, quantity: before }], shipping: false };
          return returnAmounts(order, [{ position: 1, quantity: 1 }], already, false);
        });
        expect(sumAmounts(oneByOne)).toEqual(sumAmounts([together]));
      }),
    );
  });

  it('pays the delivery back once', () => {
    const order = billOf(
      [{ quantity: 2, unitPricePaise: 5_000, offPaise: 0, rateBasisPoints: 500 }],
      4_900,
      'within_state',
    );
    const again = returnAmounts(order, [{ position: 1, quantity: 1 }], { lines: [], shipping: true }, true);
    expect(again.shippingPaise).toBe(0);
  });

  it('refuses what was never billed, and what is off the bill already', () => {
    const order = billOf(
      [{ quantity: 2, unitPricePaise: 5_000, offPaise: 0, rateBasisPoints: 500 }],
      0,
      'within_state',
    );
    const ask = (position: number, quantity: number, before: number) =>
      returnAmounts(
        order,
        [{ position, quantity }],
        { lines: [{ position: 1, quantity: before }], shipping: false },
        false,
      );
    for (const [position, quantity, before] of [
      [2, 1, 0],
      [1, 3, 0],
      [1, 1, 2],
      [1, 0, 0],
    ] as const) {
      expect(() => ask(position, quantity, before)).toThrow(RangeError);
    }
  });
});
