import { describe, expect, it } from 'vitest';
import type { ReceivedLine } from '#platform/objects';
import { nodeSql } from '../node-sql.test-support.ts';
import { StockBook } from './stock-book.ts';
import { MAX_REPORT_ROWS } from './stock-reports.ts';

const PUNE = { storeId: 'pune', timeZone: 'Asia/Kolkata' };
const NOON = Date.parse('2026-11-22T06:30:00Z');

const line = (variantId: string, quantity: number, expiresOn: string | null = null): ReceivedLine => {
  return { variantId, batchId: `${variantId}-1`, batchNumber: '1', expiresOn, mrpPaise: 9_500, quantity };
};
const hold = (book: StockBook, holdId: string, variantId: string, quantity: number) =>
  book.hold({ holdId, lines: [{ variantId, quantity }], channel: 'web', holdMs: 60_000 }, NOON);

function settled(...lines: ReceivedLine[]) {
  const sql = nodeSql();
  const book = new StockBook(sql);
  book.receive(PUNE, 'opening', 'opening', lines, NOON);
  settle(book);
  return { sql, book };
}

function settle(book: StockBook, nowMs = NOON) {
  const report = book.nextReport(nowMs);
  if (report !== undefined) book.reports.settle(report);
  return report;
}

describe('a stock report', () => {
  it('tells of the opening, and that nobody saw these shelves before', () => {
    const book = new StockBook(nodeSql());
    book.receive(PUNE, 'opening', 'opening', [line('arnica', 7)], NOON);
    expect(book.nextReport(NOON)).toMatchObject({
      storeId: 'pune',
      movements: [{ sequence: 1, variantId: 'arnica', kind: 'opening', quantity: 7, reference: 'opening' }],
      levels: [{ variantId: 'arnica', available: 7, band: 'in_stock' }],
      opened: new Set(['arnica']),
    });
  });

  it('is the same again until it is settled, then there is none', () => {
    const book = new StockBook(nodeSql());
    book.receive(PUNE, 'opening', 'opening', [line('arnica', 7)], NOON);
    expect(book.nextReport(NOON)).toEqual(book.nextReport(NOON));
    settle(book);
    expect(book.reports.isPending).toBe(false);
    expect(book.nextReport(NOON)).toBeUndefined();
  });

  it('tells of a hold by its level alone, and of a sale by movement and level', () => {
    const { book } = settled(line('arnica', 7));
    hold(book, 'a', 'arnica', 3);
    expect(settle(book)).toMatchObject({ movements: [], levels: [{ available: 4, band: 'low' }] });
    book.commit('a', 'order-1', NOON);
    expect(settle(book)).toMatchObject({
      movements: [{ sequence: 2, kind: 'sale', quantity: -3, reference: 'order-1' }],
      levels: [{ available: 4, band: 'low' }],
    });
  });

  it('keeps what changes while it is under way for the next one', () => {
    const { book } = settled(line('arnica', 7), line('bryonia', 7));
    hold(book, 'a', 'arnica', 1);
    hold(book, 'b', 'bryonia', 1);
    const report = book.nextReport(NOON);
    hold(book, 'c', 'arnica', 1);
    if (report !== undefined) book.reports.settle(report);
    const next = book.nextReport(NOON);
    expect(next?.levels).toEqual([{ variantId: 'arnica', available: 5, band: 'low' }]);
    expect(next?.revision).toBeGreaterThan(report?.revision ?? 0);
  });

  it('is there again after a crash, with the same sequences, and what was settled is not', () => {
    const { sql, book } = settled(line('arnica', 7), line('bryonia', 7), line('calendula', 7));
    hold(book, 'a', 'arnica', 1);
    settle(book);
    hold(book, 'b', 'bryonia', 1);
    book.commit('b', 'order-1', NOON);
    hold(book, 'c', 'calendula', 1);
    book.release('c');
    const before = book.nextReport(NOON);
    const after = new StockBook(sql).nextReport(NOON);
    expect(after).toEqual(before);
    expect(after?.levels.map(({ variantId }) => variantId).sort()).toEqual(['bryonia', 'calendula']);
  });

  it('never goes back in its revision, whenever the object restarts', () => {
    const { sql, book } = settled(line('arnica', 7));
    book.receive(PUNE, 'delivery', 'receipt', [line('arnica', 1)], NOON);
    const sent = book.nextReport(NOON);
    const restarted = new StockBook(sql);
    hold(restarted, 'a', 'arnica', 1);
    expect(restarted.nextReport(NOON)?.revision).toBeGreaterThan(sent?.revision ?? 0);
  });

  it('goes on in the next one when there is more than fits', () => {
    const book = new StockBook(nodeSql());
    const lines = Array.from({ length: MAX_REPORT_ROWS + 1 }, (_, i) => line(`v${i}`, 1));
    book.receive(PUNE, 'opening', 'opening', lines, NOON);
    expect(settle(book)).toMatchObject({ isComplete: false });
    expect(settle(book)).toMatchObject({ isComplete: true, movements: [{ sequence: MAX_REPORT_ROWS + 1 }] });
    expect(book.nextReport(NOON)).toBeUndefined();
  });

  it('sends every movement of one hot variant, although its level is told with the first', () => {
    const { book } = settled(line('arnica', 5_000));
    for (let i = 0; i < MAX_REPORT_ROWS + 5; i++) {
      hold(book, `h${i}`, 'arnica', 1);
      book.commit(`h${i}`, `o${i}`, NOON);
    }
    settle(book);
    expect(book.reports.isPending).toBe(true);
    expect(settle(book)?.movements).toHaveLength(5);
    expect(book.reports.isPending).toBe(false);
  });

  it('tells at the turn of the day what may no longer be sold, also when the object slept through it', () => {
    const { sql } = settled(line('arnica', 7, '2026-11-22'), line('bryonia', 7, '2026-11-23'), line('calendula', 7));
    const tomorrow = NOON + 86_400_000;
    const woken = new StockBook(sql);
    woken.noticeDay(NOON);
    expect(woken.reports.isPending).toBe(false);
    woken.noticeDay(tomorrow);
    expect(settle(woken, tomorrow)?.levels).toEqual([{ variantId: 'arnica', available: 0, band: 'out' }]);
    const later = new StockBook(sql);
    later.noticeDay(tomorrow);
    expect(later.reports.isPending).toBe(false);
  });
});
