import { describe, expect, it } from 'vitest';
import type { StockChange, StockDocument, StockState } from '#platform/objects';
import { nodeSql } from '../node-sql.test-support.ts';
import { stockRoomSchema } from './schema.ts';
import { StockBook } from './stock-book.ts';

const PUNE = { storeId: 'pune', timeZone: 'Asia/Kolkata' };
const NOON = Date.parse('2026-11-22T06:30:00Z');
const DAY_MS = 86_400_000;

const change = (
  variantId: string,
  state: StockState,
  quantity: number,
  rest: Partial<StockChange> = {},
): StockChange => ({
  variantId,
  batchId: `${variantId}-1`,
  batchNumber: 'B1',
  expiresOn: null,
  mrpPaise: 9_500,
  state,
  quantity,
  ...rest,
});
const document = (key: string, ...changes: StockChange[]): StockDocument => ({
  key,
  kind: 'adjustment',
  reference: key,
  changes,
});

function stocked(...changes: StockChange[]) {
  const sql = nodeSql();
  const book = new StockBook(sql);
  book.book(PUNE, document('opening', ...changes), NOON);
  const hold = (holdId: string, variantId: string, quantity: number, batchId?: string) => {
    const line = batchId === undefined ? { variantId, quantity } : { variantId, quantity, batchId };
    return book.hold({ holdId, lines: [line], channel: 'web', holdMs: 60_000 }, NOON);
  };
  const standing = (batchId: string) => book.batches([batchId])[0];
  return { sql, book, hold, standing };
}

describe('a stock document', () => {
  it('moves pieces from one state into another, with a movement for each', () => {
    const { book, standing } = stocked(change('arnica', 'sellable', 9));
    const shift = document('q', change('arnica', 'sellable', -4), change('arnica', 'quarantined', 4));
    expect(book.book(PUNE, { ...shift, kind: 'quarantine' }, NOON)).toEqual({ ok: true, value: { booked: 4 } });
    expect(standing('arnica-1')?.quantities).toMatchObject({ sellable: 5, quarantined: 4 });
    expect(book.movements(1, 9)).toMatchObject([
      { sequence: 2, state: 'sellable', kind: 'quarantine', quantity: -4, reference: 'q' },
      { sequence: 3, state: 'quarantined', kind: 'quarantine', quantity: 4, reference: 'q' },
    ]);
  });

  it('happens whole or not at all: no state falls below zero, and every shortage is named', () => {
    const { book, standing } = stocked(change('arnica', 'sellable', 9), change('bryonia', 'damaged', 1));
    const wrong = document(
      'w',
      change('arnica', 'sellable', -1),
      change('bryonia', 'damaged', -2),
      change('calendula', 'in_transit', -1),
    );
    expect(book.book(PUNE, wrong, NOON)).toMatchObject({
      failure: {
        code: 'out_of_stock',
        extensions: {
          lines: [
            { batchId: 'bryonia-1', state: 'damaged', requested: 2, available: 1 },
            { batchId: 'calendula-1', state: 'in_transit', requested: 1, available: 0 },
          ],
        },
      },
    });
    expect(standing('arnica-1')?.quantities.sellable).toBe(9);
    expect(book.movements(2, 9)).toEqual([]);
  });

  it('never takes what is held', () => {
    const { book, hold } = stocked(change('arnica', 'sellable', 5));
    hold('h', 'arnica', 3);
    expect(book.book(PUNE, document('a', change('arnica', 'sellable', -3)), NOON)).toMatchObject({
      failure: { extensions: { lines: [{ requested: 3, available: 2, state: 'sellable' }] } },
    });
    expect(book.book(PUNE, document('b', change('arnica', 'sellable', -2)), NOON).ok).toBe(true);
    expect(book.commit('h', 'order', NOON).ok).toBe(true);
  });

  it('is booked once per key, also after a restart; another document under the key is refused', () => {
    const { sql, book } = stocked(change('arnica', 'sellable', 5));
    const lost = document('lost', change('arnica', 'sellable', -2));
    expect(book.book(PUNE, lost, NOON)).toEqual(new StockBook(sql).book(PUNE, lost, NOON));
    expect(book.book(PUNE, { ...lost, reference: 'another' }, NOON)).toMatchObject({
      failure: { code: 'idempotency_mismatch' },
    });
    expect(new StockBook(sql).totals().onHand).toBe(3);
  });

  it.each([0, 0.5, Number.NaN, 2_000_000])('refuses %s pieces', (quantity) => {
    const { book } = stocked(change('arnica', 'sellable', 5));
    expect(book.book(PUNE, document('x', change('arnica', 'sellable', quantity)), NOON)).toMatchObject({
      failure: { code: 'invalid_input' },
    });
  });
});

describe('a hold', () => {
  it('last unit sold twice; two cart lines on one item each pass: one of them gets it, and lines of one item count together', () => {
    const { book, hold } = stocked(change('arnica', 'sellable', 1));
    const both = [1, 1].map((quantity) => ({ variantId: 'arnica', quantity }));
    expect(book.hold({ holdId: 'two', lines: both, channel: 'web', holdMs: 1 }, NOON).ok).toBe(false);
    const buyers = Array.from({ length: 100 }, (_, at) => hold(`buyer-${at}`, 'arnica', 1));
    expect(buyers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('expired by one screen, sellable by another; wrong batch price: level, count, hold and sale agree, and a line keeps its batch with its MRP', () => {
    const soon = { batchId: 'soon', expiresOn: '2027-03-01', mrpPaise: 9_000 };
    const late = { batchId: 'late', expiresOn: '2029-03-01', mrpPaise: 9_900 };
    const { book } = stocked(change('arnica', 'sellable', 2, soon), change('arnica', 'sellable', 2, late));
    for (const days of [0, 9, 10, 98, 99, 100, 200]) {
      const nowMs = NOON + days * DAY_MS;
      book.noticeDay(nowMs);
      const shown = book.count(['arnica'], nowMs)[0]?.available ?? 0;
      expect(book.nextReport(nowMs)?.levels[0]?.available ?? shown).toBe(shown);
      const ask = (quantity: number) =>
        book.hold({ holdId: `h${days}`, lines: [{ variantId: 'arnica', quantity }], channel: 'web', holdMs: 1 }, nowMs);
      expect(ask(shown + 1).ok).toBe(false);
      const hold = ask(shown);
      const pieces = hold.ok ? hold.value.allocations.map(({ batchId, mrpPaise }) => [batchId, mrpPaise]) : [];
      expect(pieces).toEqual(
        shown === 4
          ? [
              ['soon', 9_000],
              ['late', 9_900],
            ]
          : [['late', 9_900]],
      );
      book.release(`h${days}`);
    }
  });

  it('takes the batch that was named, or says how much of it there is', () => {
    const late = { batchId: 'late', expiresOn: '2029-03-01' };
    const { hold } = stocked(change('arnica', 'sellable', 5), change('arnica', 'sellable', 2, late));
    expect(hold('a', 'arnica', 2, 'arnica-1')).toMatchObject({
      value: { allocations: [{ batchId: 'arnica-1', quantity: 2 }] },
    });
    expect(hold('b', 'arnica', 4, 'arnica-1')).toMatchObject({
      failure: { extensions: { lines: [{ variantId: 'arnica', batchId: 'arnica-1', requested: 4, available: 3 }] } },
    });
  });
});

describe('a recall', () => {
  it('stops the sale at once: nothing new is held, and what is held is not sold, after a restart either', () => {
    const { sql, book, hold } = stocked(change('arnica', 'sellable', 5));
    hold('h', 'arnica', 2);
    expect(book.block(PUNE, ['arnica-1', 'elsewhere'], 'Recall 7', NOON)).toEqual({ ok: true, value: { blocked: 1 } });
    for (const one of [book, new StockBook(sql)]) {
      expect(one.count(['arnica'], NOON)[0]?.available).toBe(0);
      expect(one.commit('h', 'order', NOON)).toMatchObject({
        failure: {
          code: 'conflict',
          detail: 'May not be sold any more: B1 (Recall 7).',
          extensions: { batches: [{ batchId: 'arnica-1', blockedFor: 'Recall 7' }] },
        },
      });
      expect(one.nextReport(NOON)?.levels).toMatchObject([{ variantId: 'arnica', available: 0, band: 'out' }]);
    }
    expect(hold('i', 'arnica', 1).ok).toBe(false);
    book.block(PUNE, ['arnica-1'], null, NOON);
    expect(book.commit('h', 'order', NOON).ok).toBe(true);
  });

  it('holds for a batch that arrives later', () => {
    const { book, hold } = stocked(change('arnica', 'sellable', 1));
    book.block(PUNE, ['late'], 'Recall 7', NOON);
    book.book(PUNE, document('delivery', change('arnica', 'sellable', 9, { batchId: 'late' })), NOON);
    expect(hold('h', 'arnica', 2).ok).toBe(false);
    expect(book.batches(['late'])).toMatchObject([{ blockedFor: 'Recall 7' }]);
  });
});

describe('the turn of the day', () => {
  it('takes what has expired off the shelf, exactly once, also after days of sleep', () => {
    const expiring = change('arnica', 'sellable', 5, { expiresOn: '2026-11-22' });
    const { sql, book, standing } = stocked(expiring, change('bryonia', 'sellable', 5));
    book.noticeDay(NOON);
    expect(standing('arnica-1')?.quantities).toMatchObject({ sellable: 5, expired: 0 });
    for (const one of [new StockBook(sql), new StockBook(sql)]) {
      one.noticeDay(NOON + 4 * DAY_MS);
      one.noticeDay(NOON + 4 * DAY_MS);
    }
    expect(standing('arnica-1')?.quantities).toMatchObject({ sellable: 0, expired: 5 });
    expect(new StockBook(sql).movements(2, 9)).toMatchObject([
      { state: 'sellable', kind: 'expiry', quantity: -5, reference: 'expiry:2026-11-26' },
      { state: 'expired', kind: 'expiry', quantity: 5 },
    ]);
  });

  it('leaves what is held until it is sold or comes free', () => {
    const { book, standing } = stocked(change('arnica', 'sellable', 5, { expiresOn: '2027-02-22' }));
    const lines = [{ variantId: 'arnica', quantity: 3 }];
    book.hold({ holdId: 'h', lines, channel: 'web', holdMs: 100 * DAY_MS }, NOON);
    const late = NOON + 93 * DAY_MS;
    book.noticeDay(late);
    expect(standing('arnica-1')).toMatchObject({ quantities: { sellable: 3, expired: 2 }, held: 3 });
    book.release('h');
    book.noticeDay(late);
    expect(standing('arnica-1')).toMatchObject({ quantities: { sellable: 0, expired: 5 }, held: 0 });
  });
});

it('keeps the stock of a store that was opened before there were states', () => {
  const sql = nodeSql();
  sql.run('create table schema_steps (step integer primary key)');
  sql.run(stockRoomSchema[0]);
  sql.run('insert into schema_steps (step) values (?)', 1);
  sql.run(`insert into batches values ('arnica-1', 'arnica', 'B1', null, 9500, 7, 3)`);
  sql.run(`insert into progress values (1, 'pune', 'Asia/Kolkata', 2, 2, '2026-11-22')`);
  sql.run(`insert into movements values (3, 3, 'arnica-1', 'arnica', 'sale', -1, 'order', ?)`, NOON);
  const book = new StockBook(sql);
  const empty = { in_transit: 0, quarantined: 0, damaged: 0, expired: 0 };
  expect(book.batches(['arnica-1'])).toMatchObject([{ quantities: { ...empty, sellable: 7 }, sold: 3 }]);
  expect(book.nextReport(NOON)?.movements).toMatchObject([{ sequence: 3, shard: 0, state: 'sellable', quantity: -1 }]);
});
