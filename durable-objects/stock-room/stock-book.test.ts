import { describe, expect, it } from 'vitest';
import type { HoldRequest, ReceivedLine } from '#platform/objects';
import { nodeSql } from '../node-sql.test-support.ts';
import { StockBook } from './stock-book.ts';

const PUNE = { storeId: 'pune', timeZone: 'Asia/Kolkata' };
const NOON = Date.parse('2026-11-22T06:30:00Z');
const HOLD_MS = 15 * 60_000;

function line(variantId: string, quantity: number, rest: Partial<ReceivedLine> = {}): ReceivedLine {
  const batchId = rest.batchId ?? `${variantId}-1`;
  return { variantId, batchId, batchNumber: batchId, expiresOn: null, mrpPaise: 9_500, quantity, ...rest };
}

function request(holdId: string, ...lines: [variantId: string, quantity: number][]): HoldRequest {
  return {
    holdId,
    lines: lines.map(([variantId, quantity]) => ({ variantId, quantity })),
    channel: 'web',
    holdMs: HOLD_MS,
  };
}

function stocked(...lines: ReceivedLine[]) {
  const sql = nodeSql();
  const book = new StockBook(sql);
  book.receive(PUNE, 'opening', 'opening', lines, NOON);
  return { sql, book };
}

describe('hold', () => {
  it('keeps the goods for the one who holds them and names what is left to the next', () => {
    const { book } = stocked(line('arnica', 5));
    expect(book.hold(request('a', ['arnica', 4]), NOON)).toMatchObject({
      ok: true,
      value: { expiresAtMs: NOON + HOLD_MS },
    });
    expect(book.hold(request('b', ['arnica', 2]), NOON)).toMatchObject({
      ok: false,
      failure: { code: 'out_of_stock', extensions: { lines: [{ variantId: 'arnica', requested: 2, available: 1 }] } },
    });
  });

  it('counts two lines on one item together', () => {
    const { book } = stocked(line('arnica', 1));
    expect(book.hold(request('a', ['arnica', 1], ['arnica', 1]), NOON).ok).toBe(false);
    expect(book.totals()).toEqual({ onHand: 1, held: 0, holds: 0, sold: 0 });
  });

  it('takes all lines or none, and names every line that is short', () => {
    const { book } = stocked(line('arnica', 5), line('bryonia', 1));
    const refused = book.hold(request('a', ['arnica', 2], ['bryonia', 2], ['unknown', 1]), NOON);
    expect(refused).toMatchObject({
      failure: {
        extensions: {
          lines: [
            { variantId: 'bryonia', available: 1 },
            { variantId: 'unknown', available: 0 },
          ],
        },
      },
    });
    expect(book.totals().held).toBe(0);
  });

  it('answers the same hold when the request comes again, also after a restart and after the sale', () => {
    const { sql, book } = stocked(line('arnica', 5));
    const first = book.hold(request('a', ['arnica', 4]), NOON);
    expect(book.hold(request('a', ['arnica', 4]), NOON + 1)).toEqual(first);
    expect(new StockBook(sql).hold(request('a', ['arnica', 4]), NOON + 2)).toEqual(first);
    book.commit('a', 'order', NOON + 3);
    expect(book.hold(request('a', ['arnica', 4]), NOON + 4)).toEqual(first);
    expect(book.totals()).toEqual({ onHand: 1, held: 0, holds: 0, sold: 4 });
  });

  it('splits a line over batches, first expired first', () => {
    const { book } = stocked(
      line('arnica', 2, { batchId: 'late', expiresOn: '2028-01-31' }),
      line('arnica', 2, { batchId: 'soon', expiresOn: '2027-06-30' }),
    );
    const hold = book.hold(request('a', ['arnica', 3]), NOON);
    expect(hold.ok && hold.value.allocations.map(({ batchId, quantity }) => [batchId, quantity])).toEqual([
      ['soon', 2],
      ['late', 1],
    ]);
  });

  it('stops selling at midnight in the time zone of the store', () => {
    const { book } = stocked(line('arnica', 1, { expiresOn: '2027-02-22' }));
    const beforeMidnight = Date.parse('2026-11-22T18:29:59Z');
    expect(book.count(['arnica'], beforeMidnight)[0]?.available).toBe(1);
    expect(book.hold(request('a', ['arnica', 1]), beforeMidnight + 1_000).ok).toBe(false);
  });

  it('refuses quantities that are no whole positive number', () => {
    const { book } = stocked(line('arnica', 5));
    for (const quantity of [0, -1, 1.5, Number.NaN]) {
      expect(book.hold(request('a', ['arnica', quantity]), NOON)).toMatchObject({ failure: { code: 'invalid_input' } });
    }
    expect(book.hold(request('a'), NOON)).toMatchObject({ failure: { code: 'invalid_input' } });
  });
});

describe('the end of a hold', () => {
  it('puts the goods back at its time, not before', () => {
    const { book } = stocked(line('arnica', 5));
    book.hold(request('a', ['arnica', 5]), NOON);
    book.expireDue(NOON + HOLD_MS - 1);
    expect(book.totals().held).toBe(5);
    book.expireDue(NOON + HOLD_MS);
    expect(book.totals()).toEqual({ onHand: 5, held: 0, holds: 0, sold: 0 });
    expect(book.nextExpiryMs).toBe(Number.POSITIVE_INFINITY);
  });

  it('needs no alarm: the next shopper finds the goods free', () => {
    const { book } = stocked(line('arnica', 1));
    book.hold(request('a', ['arnica', 1]), NOON);
    expect(book.hold(request('b', ['arnica', 1]), NOON + HOLD_MS).ok).toBe(true);
  });

  it('releases once', () => {
    const { book } = stocked(line('arnica', 1));
    book.hold(request('a', ['arnica', 1]), NOON);
    expect(book.release('a')).toEqual({ ok: true, value: { released: true } });
    expect(book.release('a')).toEqual({ ok: true, value: { released: false } });
    expect(book.release('never')).toEqual({ ok: true, value: { released: false } });
  });
});

describe('commit', () => {
  it('takes the goods off the shelf once', () => {
    const { book } = stocked(line('arnica', 5));
    book.hold(request('a', ['arnica', 2]), NOON);
    expect(book.commit('a', 'order-1', NOON)).toEqual({ ok: true, value: { committed: true } });
    expect(book.commit('a', 'order-1', NOON)).toEqual({ ok: true, value: { committed: true } });
    expect(book.totals()).toEqual({ onHand: 3, held: 0, holds: 0, sold: 2 });
  });

  it('still takes what lapsed when nobody else has it', () => {
    const { book } = stocked(line('arnica', 5));
    book.hold(request('a', ['arnica', 5]), NOON);
    book.expireDue(NOON + HOLD_MS);
    expect(book.commit('a', 'order-1', NOON + HOLD_MS).ok).toBe(true);
    expect(book.totals()).toEqual({ onHand: 0, held: 0, holds: 0, sold: 5 });
  });

  it('says what is left when somebody else has taken what lapsed', () => {
    const { book } = stocked(line('arnica', 5));
    book.hold(request('a', ['arnica', 5]), NOON);
    book.hold(request('b', ['arnica', 3]), NOON + HOLD_MS);
    expect(book.commit('a', 'order-1', NOON + HOLD_MS)).toMatchObject({
      failure: { code: 'out_of_stock', extensions: { lines: [{ variantId: 'arnica', requested: 5, available: 2 }] } },
    });
    expect(book.totals()).toEqual({ onHand: 5, held: 3, holds: 1, sold: 0 });
  });

  it('refuses a hold that was given back or never made', () => {
    const { book } = stocked(line('arnica', 5));
    book.hold(request('a', ['arnica', 5]), NOON);
    book.release('a');
    expect(book.commit('a', 'order-1', NOON)).toMatchObject({ failure: { code: 'conflict' } });
    expect(book.commit('never', 'order-1', NOON)).toMatchObject({ failure: { code: 'not_found' } });
  });
});

describe('receive', () => {
  it('books a delivery once per key', () => {
    const { book } = stocked(line('arnica', 5));
    expect(book.receive(PUNE, 'delivery', 'receipt', [line('arnica', 3)], NOON)).toEqual({
      ok: true,
      value: { booked: 3 },
    });
    expect(book.receive(PUNE, 'delivery', 'receipt', [line('arnica', 3)], NOON)).toEqual({
      ok: true,
      value: { booked: 3 },
    });
    expect(book.count(['arnica'], NOON)[0]).toEqual({ variantId: 'arnica', onHand: 8, held: 0, available: 8 });
  });

  it('refuses other goods under the same key', () => {
    const { book } = stocked(line('arnica', 5));
    expect(book.receive(PUNE, 'opening', 'opening', [line('arnica', 6)], NOON)).toMatchObject({
      failure: { code: 'idempotency_mismatch' },
    });
    expect(book.totals().onHand).toBe(5);
  });

  it('books nothing when a batch stands under another variant, and may be repeated corrected', () => {
    const { book } = stocked(line('arnica', 5));
    const wrong = [line('bryonia', 1), line('bryonia', 1, { batchId: 'arnica-1' })];
    expect(book.receive(PUNE, 'delivery', 'receipt', wrong, NOON)).toMatchObject({ failure: { code: 'conflict' } });
    expect(book.totals().onHand).toBe(5);
    expect(book.receive(PUNE, 'delivery', 'receipt', [line('bryonia', 2)], NOON).ok).toBe(true);
    expect(book.nextReport(NOON)?.movements.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });
});
