import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stockStates } from '#platform/stock-room-door';
import { ledgerDifferences } from './compare-ledger.ts';

const none = { sellable: 0, in_transit: 0, quarantined: 0, damaged: 0, expired: 0 };
const movement = fc.record({
  batchId: fc.constantFrom('a', 'b', 'c'),
  state: fc.constantFrom(...stockStates),
  quantity: fc.integer({ min: -9, max: 9 }),
});

/** What a store holds after some movements. */
function standingOf(movements: readonly { batchId: string; state: keyof typeof none; quantity: number }[]) {
  const byBatch = new Map<string, typeof none>();
  for (const { batchId, state, quantity } of movements) {
    const quantities = byBatch.get(batchId) ?? { ...none };
    quantities[state] += quantity;
    byBatch.set(batchId, quantities);
  }
  return [...byBatch].map(([batchId, quantities]) => ({ batchId, quantities }));
}

describe('ledgerDifferences', () => {
  it('finds none, wherever the ledger has come to: what is under way counts', () => {
    fc.assert(
      fc.property(fc.array(movement, { maxLength: 30 }), fc.nat(30), (movements, reported) => {
        const standings = standingOf(movements);
        expect(ledgerDifferences(standings, movements.slice(0, reported), movements.slice(reported))).toEqual([]);
      }),
    );
  });

  it('finds a movement that the ledger lost, by batch and state', () => {
    fc.assert(
      fc.property(fc.array(movement, { minLength: 1, maxLength: 30 }), fc.nat(29), (movements, at) => {
        const lost = movements[at % movements.length];
        fc.pre(lost !== undefined && lost.quantity !== 0);
        const found = ledgerDifferences(
          standingOf(movements),
          movements.filter((one) => one !== lost),
          [],
        );
        expect(found.map(({ batchId, state, standing, ledger }) => [batchId, state, standing - ledger])).toEqual([
          [lost?.batchId, lost?.state, lost?.quantity],
        ]);
      }),
    );
  });

  it('finds a batch that the store has never heard of', () => {
    expect(ledgerDifferences([], [{ batchId: 'x', state: 'sellable', quantity: 5 }], [])).toEqual([
      { batchId: 'x', state: 'sellable', standing: 0, ledger: 5 },
    ]);
  });
});
