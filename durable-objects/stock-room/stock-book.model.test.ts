import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StockChange, StockState, WantedLine } from '#platform/objects';
import { stockStates } from '#platform/stock-room-door';
import { nodeSql } from '../node-sql.test-support.ts';
import { StockBook } from './stock-book.ts';
import { StockModel } from './stock-model.test-support.ts';
import { StoreCalendar } from './store-calendar.ts';

const PUNE = { storeId: 'pune', timeZone: 'Asia/Kolkata' };
const START = Date.parse('2026-11-22T06:30:00Z');
const HOLD_MS = 20 * 60_000;
const DAY_MS = 86_400_000;

/** One that never expires, one that leaves the web in days, one that expires in days, one that has expired. */
const shelf = ['arnica', 'bryonia'].flatMap((variantId) =>
  [null, '2027-02-25', '2026-11-24', '2026-11-20'].map((expiresOn, lot) => ({
    batchId: `${variantId}-${lot}`,
    variantId,
    batchNumber: String(lot),
    expiresOn,
    mrpPaise: 9_500 + lot,
  })),
);

interface Real {
  sql: ReturnType<typeof nodeSql>;
  book: StockBook;
  ledger: Map<number, { at: string; quantity: number }>;
}

type Command = fc.Command<StockModel, Real>;

/** Every deed takes a second of time, whatever it does; afterwards both sides must agree on everything. */
const command = (name: string, deed: (model: StockModel, real: Real) => void): Command => ({
  check: () => true,
  run(model, real) {
    model.nowMs += 1_000;
    deed(model, real);
    agree(model, real.book);
  },
  toString: () => name,
});

function agree(model: StockModel, book: StockBook): void {
  const seen = new Map(book.batches(shelf.map(({ batchId }) => batchId)).map((batch) => [batch.batchId, batch]));
  for (const { batchId } of shelf) {
    const batch = seen.get(batchId);
    for (const state of stockStates) {
      const quantity = batch?.quantities[state] ?? 0;
      expect([batchId, state, quantity]).toEqual([batchId, state, model.in(batchId, state)]);
      expect(quantity).toBeGreaterThanOrEqual(0);
    }
    expect(batch?.held ?? 0).toBe(model.heldOf(batchId));
    expect(batch?.held ?? 0).toBeLessThanOrEqual(batch?.quantities.sellable ?? 0);
    expect(batch?.sold ?? 0).toBe(model.sold.get(batchId) ?? 0);
  }
}

const hold = (id: number, lines: WantedLine[]) =>
  command(`hold ${id} ${JSON.stringify(lines)}`, (model, { book }) => {
    model.expireHolds();
    const holdId = `hold-${id}`;
    const before = model.holds.get(holdId);
    const answer = book.hold({ holdId, lines, channel: 'web', holdMs: HOLD_MS }, model.nowMs);
    if (before?.status === 'held' || before?.status === 'committed') {
      expect(answer).toEqual({ ok: true, value: before.hold });
      return;
    }
    const wanted = new Map<string, number>();
    for (const { variantId, quantity, batchId } of lines) {
      for (const at of batchId === undefined ? [variantId] : [variantId, `${variantId} ${batchId}`]) {
        wanted.set(at, (wanted.get(at) ?? 0) + quantity);
      }
    }
    const isThere = [...wanted].every(([at, quantity]) => {
      const [variantId = '', batchId] = at.split(' ');
      return model.available(variantId, batchId) >= quantity;
    });
    expect(answer.ok).toBe(isThere);
    if (!answer.ok) return;
    for (const { batchId, quantity } of answer.value.allocations) {
      const batch = shelf.find((candidate) => candidate.batchId === batchId);
      expect(batch !== undefined && model.mayBeSold(batch) && quantity <= model.freeOf(batchId)).toBe(true);
    }
    model.holds.set(holdId, { status: 'held', hold: answer.value });
  });

const commit = (id: number) =>
  command(`commit ${id}`, (model, { book }) => {
    const held = model.holds.get(`hold-${id}`);
    const answer = book.commit(`hold-${id}`, `order-${id}`, model.nowMs);
    if (held === undefined) return expect(answer).toMatchObject({ failure: { code: 'not_found' } });
    if (held.status === 'committed') return expect(answer.ok).toBe(true);
    const { allocations } = held.hold;
    const isBlocked = allocations.some(({ batchId }) => model.blocked.has(batchId));
    const isFree = allocations.every(({ batchId, quantity }) => model.freeOf(batchId) >= quantity);
    if (held.status === 'released' || isBlocked) {
      return expect(answer).toMatchObject({ failure: { code: 'conflict' } });
    }
    if (held.status === 'expired' && !isFree)
      return expect(answer).toMatchObject({ failure: { code: 'out_of_stock' } });
    expect(answer).toEqual({ ok: true, value: { committed: true } });
    held.status = 'committed';
    for (const { batchId, quantity } of allocations) {
      model.add(batchId, 'sellable', -quantity);
      model.sold.set(batchId, (model.sold.get(batchId) ?? 0) + quantity);
    }
  });

const release = (id: number) =>
  command(`release ${id}`, (model, { book }) => {
    const held = model.holds.get(`hold-${id}`);
    const isHeld = held?.status === 'held';
    expect(book.release(`hold-${id}`)).toEqual({ ok: true, value: { released: isHeld } });
    if (held !== undefined && isHeld) held.status = 'released';
  });

const book = (key: number, changes: StockChange[]) =>
  command(`book ${key} ${JSON.stringify(changes.map((c) => [c.batchId, c.state, c.quantity]))}`, (model, real) => {
    model.expireHolds();
    const document = { key: `document-${key}`, kind: 'adjustment', reference: 'test', changes } as const;
    const content = JSON.stringify(changes);
    const before = model.booked.get(document.key);
    const answer = real.book.book(PUNE, document, model.nowMs);
    if (before !== undefined) {
      if (before === content) expect(answer.ok).toBe(true);
      else expect(answer).toMatchObject({ failure: { code: 'idempotency_mismatch' } });
      return;
    }
    if (!model.canBook(document)) return expect(answer).toMatchObject({ failure: { code: 'out_of_stock' } });
    expect(answer.ok).toBe(true);
    model.booked.set(document.key, content);
    for (const { batchId, state, quantity } of changes) model.add(batchId, state, quantity);
  });

const block = (batchId: string, isBlocked: boolean) =>
  command(`${isBlocked ? 'block' : 'free'} ${batchId}`, (model, real) => {
    real.book.block(PUNE, [batchId], isBlocked ? 'Recall 7' : null, model.nowMs);
    if (isBlocked) model.blocked.add(batchId);
    else model.blocked.delete(batchId);
  });

/** Finished holds are forgotten after seven days; the model forgets nothing. */
const wait = (ms: number): Command => ({
  ...command(`wait ${ms}`, (model) => {
    model.nowMs += ms;
  }),
  check: (model) => model.nowMs + ms < START + 6 * DAY_MS,
});

const alarm = command('alarm', (model, real) => {
  real.book.expireDue(model.nowMs);
  real.book.noticeDay(model.nowMs);
  model.expireHolds();
  model.takeExpired();
});

const restart = command('restart', (_, real) => {
  real.book = new StockBook(real.sql);
});

const report = (isAcknowledged: boolean) =>
  command(isAcknowledged ? 'report' : 'report, answer lost', (model, real) => {
    const told = real.book.nextReport(model.nowMs);
    for (const { sequence, batchId, state, quantity } of told?.movements ?? []) {
      real.ledger.set(sequence, { at: `${batchId} ${state}`, quantity });
    }
    if (told !== undefined && isAcknowledged) real.book.reports.settle(told);
  });

const id = fc.nat(7);
const batch = fc.constantFrom(...shelf);
const line = fc.record({ one: batch, quantity: fc.integer({ min: 1, max: 5 }), isNamed: fc.boolean() });
const lines = fc
  .array(line, { minLength: 1, maxLength: 3 })
  .map((all) =>
    all.map(({ one: { variantId, batchId }, quantity, isNamed }) =>
      isNamed && all.length === 1 ? { variantId, quantity, batchId } : { variantId, quantity },
    ),
  );
const change = fc
  .record({ one: batch, state: fc.constantFrom<StockState>(...stockStates), quantity: fc.integer({ min: -6, max: 9 }) })
  .filter(({ quantity }) => quantity !== 0)
  .map(({ one, state, quantity }) => ({ ...one, state, quantity }));

const commands = fc.commands(
  [
    fc.tuple(id, lines).map(([at, wanted]) => hold(at, wanted)),
    fc.tuple(id, lines).map(([at, wanted]) => hold(at, wanted)),
    id.map(commit),
    id.map(commit),
    id.map(release),
    fc.tuple(fc.nat(9), fc.array(change, { minLength: 1, maxLength: 4 })).map(([key, changes]) => book(key, changes)),
    fc.tuple(batch, fc.boolean()).map(([{ batchId }, isBlocked]) => block(batchId, isBlocked)),
    fc.integer({ min: 1, max: 2 * HOLD_MS }).map(wait),
    fc.integer({ min: 1, max: 3 }).map((days) => wait(days * DAY_MS)),
    fc.constant(alarm),
    fc.constant(restart),
    fc.boolean().map(report),
  ],
  { maxCommands: 60, size: 'max' },
);

it('does what the plainest model of a store does, whatever is asked in whatever order and whenever it dies', () => {
  fc.assert(
    fc.property(commands, (deeds) => {
      const sql = nodeSql();
      const real: Real = { sql, book: new StockBook(sql), ledger: new Map() };
      const calendar = new StoreCalendar(PUNE.timeZone);
      const model = new StockModel(shelf, START, (nowMs) => calendar.dayAt(nowMs));
      const opening = shelf.map((one) => ({ ...one, state: 'sellable' as const, quantity: 8 }));
      fc.modelRun(() => ({ model, real }), [book(-1, opening), ...deeds]);

      for (let told = real.book.nextReport(model.nowMs); told; told = real.book.nextReport(model.nowMs)) {
        for (const { sequence, batchId, state, quantity } of told.movements) {
          real.ledger.set(sequence, { at: `${batchId} ${state}`, quantity });
        }
        real.book.reports.settle(told);
      }
      const sums = new Map<string, number>();
      for (const { at, quantity } of real.ledger.values()) sums.set(at, (sums.get(at) ?? 0) + quantity);
      const nonzero = (map: ReadonlyMap<string, number>) => Object.fromEntries([...map].filter(([, n]) => n !== 0));
      expect(nonzero(sums)).toEqual(nonzero(model.quantities));
      expect([...real.ledger.keys()].sort((a, b) => a - b)).toEqual([...real.ledger.keys()].map((_, at) => at + 1));
    }),
    { numRuns: Number(process.env.STOCK_RUNS ?? 100), seed: 20261122 },
  );
});
