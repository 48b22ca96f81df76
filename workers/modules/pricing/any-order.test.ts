import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PricedOrder, priceAsShown, priceOrder } from './price-order.ts';
import type { PriceLine } from './price-sheet.ts';
import { anyLines, anyPromotions, line, promotion, sale } from './sample-prices.test-support.ts';

const price = (lines: readonly PriceLine[], ...promotions: ReturnType<typeof promotion>[]) =>
  priceOrder({ lines, promotions, sale });
const totals = ({ lines }: PricedOrder) => lines.map(({ totalPaise }) => totalPaise);
const percentOff = (basisPoints: number) => ({ kind: 'percent_off', basisPoints }) as const;
const amountOff = (amountPaise: number) => ({ kind: 'amount_off', amountPaise }) as const;

describe('any order', () => {
  const anyOrder = fc.record({ lines: anyLines, promotions: anyPromotions });

  it('has lines that are conserved: gross less discount is the total, of pieces, lines and the whole, and steps sum to it', () => {
    fc.assert(
      fc.property(anyOrder, ({ lines, promotions }) => {
        const priced = price(lines, ...promotions);
        const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
        for (const each of priced.lines) {
          expect(each.grossPaise - each.discountPaise).toBe(each.totalPaise);
          expect(sum(each.pieces.map(({ totalPaise }) => totalPaise))).toBe(each.totalPaise);
          expect(sum(each.pieces.map(({ discountPaise }) => discountPaise))).toBe(each.discountPaise);
          expect(sum(each.steps.map(({ amountPaise }) => amountPaise))).toBe(each.totalPaise);
        }
        expect(sum(totals(priced))).toBe(priced.totalPaise);
        expect(priced.subtotalPaise - priced.discountPaise).toBe(priced.totalPaise);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never falls below zero or the floor, and never rises above the MRP', () => {
    fc.assert(
      fc.property(anyOrder, ({ lines, promotions }) => {
        const priced = price(lines, ...promotions);
        for (const [index, { totalPaise, pieces }] of priced.lines.entries()) {
          const { listPricePaise, terms, pieces: wanted } = lines[index] as PriceLine;
          const { quantity, capPaise } = wanted[0] as { quantity: number; capPaise: number };
          expect(totalPaise).toBeGreaterThanOrEqual(Math.min(terms.floorPaise, listPricePaise, capPaise) * quantity);
          expect(totalPaise).toBeLessThanOrEqual(capPaise * quantity);
          for (const piece of pieces) expect(piece.totalPaise).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('costs the same whatever order its lines and promotions come in, and however often it is priced', () => {
    fc.assert(
      fc.property(anyOrder, fc.infiniteStream(fc.nat()), ({ lines, promotions }, numbers) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => ({ item, rank: Number(numbers.next().value) }))
            .toSorted((a, b) => a.rank - b.rank)
            .map(({ item }) => item);
        const priced = price(lines, ...promotions);
        const again = price(shuffled(lines), ...shuffled(promotions));
        const byId = (order: PricedOrder) => order.lines.toSorted((a, b) => Number(a.id) - Number(b.id));
        expect(byId(again)).toEqual(byId(priced));
        expect(again.promotions).toEqual(priced.promotions);
      }),
      { numRuns: 500 },
    );
  });

  it('never costs less for more pieces where all that is given are shares', () => {
    const shares = anyPromotions.map((all) =>
      all
        .filter(({ benefit }) => benefit.kind === 'percent_off')
        .map((offer) => ({ ...offer, scope: { ...offer.scope, minSubtotalPaise: 0 } })),
    );
    fc.assert(
      fc.property(anyLines, shares, fc.integer({ min: 1, max: 5 }), (lines, promotions, more) => {
        const plain = lines.map((each) => ({ ...each, discount: null, terms: { ...each.terms, breaks: [] } }));
        const [first, ...others] = plain;
        if (first === undefined) return;
        const [piece] = first.pieces;
        const grown = {
          ...first,
          pieces: [{ key: '0', capPaise: piece?.capPaise ?? 1, quantity: (piece?.quantity ?? 0) + more }],
        };
        const before = price(plain, ...promotions).totalPaise;
        // A paisa a line and promotion is lost to rounding.
        expect(price([grown, ...others], ...promotions).totalPaise).toBeGreaterThanOrEqual(
          before - plain.length * promotions.length,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('what was shown', () => {
  /** The same lines by batch: a piece each, with any MRP. */
  const split = (lines: readonly PriceLine[], caps: readonly number[]): PriceLine[] =>
    lines.map((each) => ({
      ...each,
      pieces: Array.from({ length: each.pieces[0]?.quantity ?? 0 }, (_, index) => ({
        key: String(index),
        quantity: 1,
        capPaise: Math.min(each.pieces[0]?.capPaise ?? 1, caps[index % caps.length] ?? 1),
      })),
    }));

  it('is charged to the paisa when the batches are known and no MRP is lower', () => {
    fc.assert(
      fc.property(anyLines, anyPromotions, (lines, promotions) => {
        const shown = price(lines, ...promotions);
        const charged = priceAsShown(split(lines, [100_000_000]), promotions, shown);
        expect(totals(charged)).toEqual(totals(shown));
        expect([charged.promotions, charged.couponUses, charged.isDeliveryFree]).toEqual([
          shown.promotions,
          shown.couponUses,
          shown.isDeliveryFree,
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('is never exceeded whatever MRPs the batches have, and no piece costs more than its own', () => {
    const anyCaps = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(anyLines, anyPromotions, anyCaps, (lines, promotions, caps) => {
        const shown = price(lines, ...promotions);
        const batches = split(lines, caps);
        const charged = priceAsShown(batches, promotions, shown);
        expect(charged.totalPaise).toBeLessThanOrEqual(shown.totalPaise);
        for (const [index, { pieces, steps, totalPaise }] of charged.lines.entries()) {
          expect(steps.reduce((sum, { amountPaise }) => sum + amountPaise, 0)).toBe(totalPaise);
          for (const [at, piece] of pieces.entries()) {
            expect(piece.unitPricePaise).toBeLessThanOrEqual(batches[index]?.pieces[at]?.capPaise ?? 0);
            expect(piece.totalPaise).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a promotion whose condition a lower MRP would break', () => {
    const goods = [line('a', { quantity: 1, pricePaise: 50_000 })];
    const offer = promotion('p', percentOff(1_000), { scope: { minSubtotalPaise: 50_000 } });
    const charged = priceAsShown(split(goods, [40_000]), [offer], price(goods, offer));
    expect(charged.totalPaise).toBe(36_000);
  });

  it('takes off by batch what each can bear above the floor', () => {
    const goods = [line('a', { quantity: 2, pricePaise: 10_000, floorPaise: 6_000 })];
    const offer = promotion('p', amountOff(3_000));
    const charged = priceAsShown(split(goods, [6_000, 10_000]), [offer], price(goods, offer));
    expect(charged.lines[0]?.pieces.map(({ totalPaise }) => totalPaise)).toEqual([6_000, 7_000]);
  });
});
