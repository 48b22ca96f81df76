import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessExpiry, type DatedStock, type StoreDemand } from './assess-expiry.ts';
import { daysAfter } from './calendar-days.ts';

const day = '2026-11-22';
const stock = (change: Partial<DatedStock> = {}): DatedStock => ({
  storeId: 'pune',
  batchId: 'b1',
  quantity: 30,
  sellableUntil: daysAfter(day, 9),
  costPaise: 500,
  returnable: null,
  ...change,
});
const demand = (storeId: string, soldQuantity: number): StoreDemand => ({ storeId, soldQuantity, windowDays: 90 });

describe('expiry risk', () => {
  it('is what the demand leaves until the last day, at what it has cost', () => {
    expect(assessExpiry([stock()], [demand('pune', 90)], day)).toEqual([
      {
        storeId: 'pune',
        batchId: 'b1',
        sellableUntil: '2026-12-01',
        quantity: 30,
        unsoldQuantity: 20,
        unsoldPaise: 10_000,
        actions: [{ kind: 'discount', quantity: 20, valuePaise: 10_000 }],
      },
    ]);
  });

  it('is none for what sells in time, nor for what never expires', () => {
    expect(assessExpiry([stock()], [demand('pune', 300)], day)).toEqual([]);
    expect(assessExpiry([stock({ sellableUntil: null })], [demand('pune', 0)], day)).toEqual([]);
  });

  it('counts that the batch which ends first is sold first', () => {
    const later = stock({ batchId: 'b2', sellableUntil: daysAfter(day, 19) });
    const risks = assessExpiry([later, stock({ quantity: 10 })], [demand('pune', 90)], day);
    expect(risks).toMatchObject([{ batchId: 'b2', unsoldQuantity: 20 }]);
  });

  it('goes to a store that sells it, then to the supplier, then cheaper to anybody', () => {
    const batch = stock({ returnable: { supplierId: 'banyan', quantity: 5 } });
    const [risk] = assessExpiry([batch], [demand('pune', 0), demand('thane', 90)], day);
    expect(risk?.actions).toEqual([
      { kind: 'move', quantity: 10, valuePaise: 5_000, toStoreId: 'thane' },
      { kind: 'return', quantity: 5, valuePaise: 2_500, supplierId: 'banyan' },
      { kind: 'discount', quantity: 15, valuePaise: 7_500 },
    ]);
  });

  it('never moves to a store that has enough of its own', () => {
    const shelves = [stock(), stock({ storeId: 'thane', batchId: 'b9', quantity: 10, sellableUntil: null })];
    const [risk] = assessExpiry(shelves, [demand('pune', 0), demand('thane', 90)], day);
    expect(risk?.actions).toMatchObject([{ kind: 'discount', quantity: 30 }]);
  });

  it('of what can no longer be sold is written off', () => {
    const [risk] = assessExpiry([stock({ sellableUntil: '2026-11-21' })], [demand('pune', 900)], day);
    expect(risk).toMatchObject({ unsoldQuantity: 30, actions: [{ kind: 'write_off', quantity: 30 }] });
  });

  const anyStock = fc.array(
    fc.record({
      storeId: fc.constantFrom('pune', 'thane', 'mysuru'),
      batchId: fc.uuid(),
      quantity: fc.nat(200),
      sellableUntil: fc.option(fc.integer({ min: -30, max: 400 }).map((days) => daysAfter(day, days))),
      costPaise: fc.nat(50_000),
      returnable: fc.option(fc.record({ supplierId: fc.constant('banyan'), quantity: fc.nat(100) })),
    }),
    { maxLength: 12 },
  );
  const anyDemands = fc
    .tuple(fc.nat(2_000), fc.nat(2_000), fc.nat(2_000))
    .map(([a, b, c]) => [demand('pune', a), demand('thane', b), demand('mysuru', c)]);

  it('conserves: actions sum to what is left unsold, and nothing is moved to where there is no room', () => {
    fc.assert(
      fc.property(anyStock, anyDemands, (shelves, demands) => {
        const risks = assessExpiry(shelves, demands, day);
        const room = new Map<string, number>();
        for (const risk of risks) {
          const batch = shelves.find(({ batchId }) => batchId === risk.batchId);
          expect(risk.unsoldQuantity).toBeLessThanOrEqual(batch?.quantity ?? 0);
          expect(risk.actions.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(risk.unsoldQuantity);
          expect(risk.actions.reduce((sum, { valuePaise }) => sum + valuePaise, 0)).toBe(risk.unsoldPaise);
          for (const action of risk.actions) {
            expect(action.quantity).toBeGreaterThan(0);
            if (action.kind === 'move') {
              room.set(action.toStoreId, (room.get(action.toStoreId) ?? 0) + action.quantity);
            }
          }
        }
        for (const { storeId, soldQuantity } of demands) {
          const longest = Math.floor((soldQuantity * 401) / 90);
          expect(room.get(storeId) ?? 0).toBeLessThanOrEqual(longest);
        }
      }),
    );
  });
});
