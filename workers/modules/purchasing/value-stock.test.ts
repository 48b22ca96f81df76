import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StockCosts, type ValuationMethod, type ValuedMovement, valueStock } from './value-stock.ts';

const methods = ['batch', 'moving_average'] as const satisfies readonly ValuationMethod[];

const movement = (change: Partial<ValuedMovement>): ValuedMovement => ({
  storeId: 'pune',
  variantId: 'arnica',
  batchId: 'a1',
  kind: 'receipt',
  reference: 'r1',
  quantity: 10,
  ...change,
});

const costs = (receipts: Record<string, { valuePaise: number; pieces: number }>, batchPaise = 100): StockCosts => ({
  receipt: (reference, batchId) => receipts[`${reference} ${batchId}`],
  batchPaise: () => batchPaise,
});

const byMethod = (movements: ValuedMovement[], known: StockCosts) =>
  Object.fromEntries(methods.map((method) => [method, valueStock(movements, known, method)]));

describe('stock value', () => {
  const twoReceipts = costs({
    'r1 a1': { valuePaise: 1_000, pieces: 10 },
    'r2 a2': { valuePaise: 3_000, pieces: 10 },
  });
  const received = [movement({}), movement({ reference: 'r2', batchId: 'a2' })];

  it('of one batch is what it cost itself, of a variant what all of it cost on average', () => {
    const sold = [...received, movement({ kind: 'sale', reference: 'o1', quantity: -5 })];
    const { batch, moving_average } = byMethod(sold, twoReceipts);
    expect(batch).toMatchObject({ inPaise: 4_000, outPaise: 500 });
    expect(moving_average).toMatchObject({ inPaise: 4_000, outPaise: 1_000 });
    expect(moving_average?.pools).toEqual([{ storeId: 'pune', variantId: 'arnica', quantity: 15, valuePaise: 3_000 }]);
  });

  it('travels with a transfer: the other store gets what this one gave up', () => {
    const moved = [
      ...received,
      movement({ kind: 'transfer_out', reference: 't1', quantity: -4 }),
      movement({ kind: 'transfer_in', reference: 't1', storeId: 'thane', quantity: 3 }),
    ];
    const { batch } = byMethod(moved, twoReceipts);
    expect(batch).toMatchObject({ inPaise: 4_000, outPaise: 0, transitPaise: 100 });
    expect(batch?.pools.find(({ storeId }) => storeId === 'thane')).toMatchObject({ quantity: 3, valuePaise: 300 });
  });

  it('of what comes back from a buyer is the average of what lies there', () => {
    const back = [movement({}), movement({ kind: 'return', reference: 'o1', quantity: 2 })];
    const { batch } = byMethod(back, twoReceipts);
    expect(batch?.pools).toMatchObject([{ quantity: 12, valuePaise: 1_200 }]);
  });

  it('of opening stock is what its batch cost', () => {
    const { batch } = byMethod([movement({ kind: 'opening', reference: 'seed' })], costs({}, 55));
    expect(batch?.pools).toMatchObject([{ valuePaise: 550 }]);
  });
});

/** Any history of two stores and a few batches in which no batch ever goes below zero. */
const anyHistory = fc
  .array(
    fc.record({
      storeId: fc.constantFrom('pune', 'thane'),
      batchId: fc.constantFrom('a1', 'a2', 's1'),
      deed: fc.constantFrom('receipt', 'opening', 'sale', 'return', 'transfer', 'destroy', 'count'),
      quantity: fc.integer({ min: 1, max: 40 }),
      valuePaise: fc.nat(100_000),
    }),
    { maxLength: 60 },
  )
  .map((deeds) => {
    const receipts: Record<string, { valuePaise: number; pieces: number }> = {};
    const onHand = new Map<string, number>();
    const movements: ValuedMovement[] = [];
    for (const [at, { storeId, batchId, deed, quantity, valuePaise }] of deeds.entries()) {
      const variantId = batchId.startsWith('a') ? 'arnica' : 'sulphur';
      const there = onHand.get(`${storeId} ${batchId}`) ?? 0;
      const reference = `d${at}`;
      const base = { storeId, variantId, batchId, reference };
      const isOut = deed === 'sale' || deed === 'destroy' || deed === 'transfer';
      const moved = isOut ? Math.min(quantity, there) : quantity;
      if (moved === 0) continue;
      onHand.set(`${storeId} ${batchId}`, there + (isOut ? -moved : moved));
      if (deed === 'receipt') receipts[`${reference} ${batchId}`] = { valuePaise, pieces: moved };
      if (deed !== 'transfer') movements.push({ ...base, kind: deed, quantity: isOut ? -moved : moved });
      else {
        const other = storeId === 'pune' ? 'thane' : 'pune';
        onHand.set(`${other} ${batchId}`, (onHand.get(`${other} ${batchId}`) ?? 0) + moved);
        movements.push({ ...base, kind: 'transfer_out', quantity: -moved });
        movements.push({ ...base, storeId: other, kind: 'transfer_in', quantity: moved });
      }
    }
    return { movements, known: costs(receipts, 73) };
  });

describe('value conserves', () => {
  it.each(methods)('by %s: what came in is on hand, on its way or gone, to the paisa', (method) => {
    fc.assert(
      fc.property(anyHistory, ({ movements, known }) => {
        const { pools, inPaise, outPaise, transitPaise } = valueStock(movements, known, method);
        const onHand = pools.reduce((sum, { valuePaise }) => sum + valuePaise, 0);
        expect(onHand + outPaise + transitPaise).toBe(inPaise);
        for (const { quantity, valuePaise } of pools) {
          expect(valuePaise).toBeGreaterThanOrEqual(0);
          if (quantity === 0) expect(valuePaise).toBe(0);
        }
      }),
    );
  });
});
