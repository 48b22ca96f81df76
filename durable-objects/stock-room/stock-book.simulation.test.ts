import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ReceivedLine } from '#platform/objects';
import { nodeSql } from '../node-sql.test-support.ts';
import { StockBook } from './stock-book.ts';
import type { StockReport } from './stock-reports.ts';

const PUNE = { storeId: 'pune', timeZone: 'Asia/Kolkata' };
const START = Date.parse('2026-11-22T06:30:00Z');
const HOLD_MS = 10_000;
const VARIANTS = ['arnica', 'bryonia', 'calendula'];

/** What Postgres would hold: movements by sequence, levels that an older report never overwrites. */
class Ledger {
  readonly movements = new Map<number, { variantId: string; kind: string; quantity: number }>();
  readonly levels = new Map<string, { available: number; revision: number }>();

  write({ movements, levels, revision }: StockReport): void {
    for (const movement of movements)
      if (!this.movements.has(movement.sequence)) this.movements.set(movement.sequence, movement);
    for (const { variantId, available } of levels) {
      if ((this.levels.get(variantId)?.revision ?? -1) < revision) this.levels.set(variantId, { available, revision });
    }
  }
}

const variant = fc.constantFrom(...VARIANTS);
const holdId = fc.nat(11).map((n) => `hold-${n}`);
const wanted = fc.array(fc.record({ variantId: variant, quantity: fc.integer({ min: 1, max: 6 }) }), {
  minLength: 1,
  maxLength: 3,
});
const operation = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('hold' as const), holdId, lines: wanted }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('commit' as const), holdId }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('release' as const), holdId }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('receive' as const),
      key: fc.nat(5).map(String),
      variantId: variant,
      batch: fc.nat(2),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(HOLD_MS) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'report' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'report_unacknowledged' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'crash' as const }) },
);

const line = (variantId: string, batch: number, quantity: number): ReceivedLine => ({
  variantId,
  batchId: `${variantId}-${batch}`,
  batchNumber: String(batch),
  expiresOn: batch === 0 ? null : `2028-0${batch}-28`,
  mrpPaise: 9_500,
  quantity,
});

it('conserves every piece and tells Postgres the truth, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
      const sql = nodeSql();
      const ledger = new Ledger();
      let book = new StockBook(sql);
      let nowMs = START;
      book.receive(
        PUNE,
        'opening',
        'opening',
        VARIANTS.map((variantId) => line(variantId, 1, 8)),
        nowMs,
      );
      const received = new Map([['opening', 8 * VARIANTS.length]]);

      for (const step of operations) {
        nowMs += 1;
        if (step.kind === 'hold') book.hold({ ...step, channel: 'web', holdMs: HOLD_MS }, nowMs);
        if (step.kind === 'commit') book.commit(step.holdId, `order of ${step.holdId}`, nowMs);
        if (step.kind === 'release') book.release(step.holdId);
        if (step.kind === 'wait') nowMs += step.ms;
        if (step.kind === 'crash') book = new StockBook(sql);
        if (
          step.kind === 'receive' &&
          book.receive(PUNE, step.key, 'receipt', [line(step.variantId, step.batch, step.quantity)], nowMs).ok
        ) {
          if (!received.has(step.key)) received.set(step.key, step.quantity);
        }
        if (step.kind === 'report' || step.kind === 'report_unacknowledged') {
          const report = book.nextReport(nowMs);
          if (report !== undefined) ledger.write(report);
          if (report !== undefined && step.kind === 'report') book.reports.settle(report);
        }

        const { onHand, held, sold } = book.totals();
        expect(onHand + sold).toBe([...received.values()].reduce((sum, quantity) => sum + quantity, 0));
        expect(held).toBeLessThanOrEqual(onHand);
        for (const count of book.count(VARIANTS, nowMs)) {
          expect(count.available).toBe(count.onHand - count.held);
          expect(count.held).toBeGreaterThanOrEqual(0);
        }
      }

      for (let report = book.nextReport(nowMs); report !== undefined; report = book.nextReport(nowMs)) {
        ledger.write(report);
        book.reports.settle(report);
      }
      const sequences = [...ledger.movements.keys()].sort((a, b) => a - b);
      expect(sequences).toEqual(sequences.map((_, i) => i + 1));
      for (const { variantId, onHand, available } of book.count(VARIANTS, nowMs)) {
        const moved = [...ledger.movements.values()].filter((movement) => movement.variantId === variantId);
        expect(moved.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(onHand);
        expect(ledger.levels.get(variantId)?.available).toBe(available);
      }
    }),
    { numRuns: 200, seed: 20261122 },
  );
});
