import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSales, returnsOf, salesOf } from './sales.ts';

const storeIds = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];
const productIds = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];

const anyLine = fc.record({
  productId: fc.constantFrom(...productIds),
  quantity: fc.integer({ min: 1, max: 999 }),
  totalPaise: fc.integer({ min: 0, max: 10_000_000 }),
  taxPaise: fc.integer({ min: 0, max: 1_000_000 }),
});
const anyOrder = fc.record({
  storeId: fc.constantFrom(...storeIds),
  day: fc.constantFrom('2026-11-21', '2026-11-22'),
  // The roll-up reads only these of a line.
  lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }) as fc.Arbitrary<never[]>,
});
const anyOrders = fc.array(anyOrder, { maxLength: 20 });
const rollUp = (orders: readonly (typeof anyOrder extends fc.Arbitrary<infer T> ? T : never)[]) =>
  foldSales(orders.flatMap((order) => [...salesOf(order), ...returnsOf(order)]));

describe('salesOf', () => {
  it('counts an order once for a product that spans several batches', () => {
    const line = { productId: productIds[0], quantity: 2, totalPaise: 20_000, taxPaise: 952 } as never;
    expect(salesOf({ storeId: 'pune', day: '2026-11-22', lines: [line, line] })).toEqual([
      {
        storeId: 'pune',
        day: '2026-11-22',
        productId: productIds[0],
        orders: 1,
        units: 4,
        revenuePaise: 40_000,
        taxPaise: 1_904,
        returnedUnits: 0,
        returnedPaise: 0,
        returnedTaxPaise: 0,
      },
    ]);
  });
});

describe('foldSales', () => {
  it('gives the same roll-up whether orders come one by one, in batches, or all at once from the log', () => {
    fc.assert(
      fc.property(anyOrders, fc.integer({ min: 1, max: 7 }), (orders, batchSize) => {
        let incremental = rollUp([]);
        for (let at = 0; at < orders.length; at += batchSize) {
          incremental = foldSales([...incremental, ...rollUp(orders.slice(at, at + batchSize))]);
        }
        expect(incremental).toEqual(rollUp(orders));
      }),
    );
  });

  it('does not depend on the order in which orders arrive', () => {
    fc.assert(
      fc.property(anyOrders, (orders) => {
        expect(rollUp(orders.toReversed())).toEqual(rollUp(orders));
      }),
    );
  });

  it('keeps every paisa and every piece', () => {
    fc.assert(
      fc.property(anyOrders, (orders) => {
        const lines = orders.flatMap((order) => order.lines) as {
          quantity: number;
          totalPaise: number;
          taxPaise: number;
        }[];
        const rows = rollUp(orders);
        const sum = <T>(of: readonly T[], figure: (one: T) => number) =>
          of.reduce((total, one) => total + figure(one), 0);
        expect(sum(rows, (row) => row.units)).toBe(sum(lines, (line) => line.quantity));
        expect(sum(rows, (row) => row.revenuePaise)).toBe(sum(lines, (line) => line.totalPaise));
        expect(sum(rows, (row) => row.taxPaise)).toBe(sum(lines, (line) => line.taxPaise));
      }),
    );
  });
});
