import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quota } from '#platform/rate-limiter-door';
import { nodeSql } from '../node-sql.test-support.ts';
import { QuotaBook, SLICES } from './quota-book.ts';

const START_MS = Date.UTC(2026, 10, 22, 12);
const quota: Quota = { name: 'sign-in', limit: 3, windowSeconds: 60 };

const anyRun = fc.record({
  limit: fc.integer({ min: 1, max: 12 }),
  windowSeconds: fc.integer({ min: 1, max: 100 }),
  takes: fc.array(
    fc.record({
      /** The clock may also jump back a little: another machine has taken over. */
      afterMs: fc.integer({ min: -500, max: 20_000 }),
      cost: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 80 },
  ),
});

describe('a quota', () => {
  it('allows as many as its limit, refuses the next, and says when there is room', () => {
    const book = new QuotaBook(nodeSql());
    expect(book.take(quota, 1, START_MS)).toEqual({ isAllowed: true, remaining: 2, resetSeconds: 60 });
    expect(book.take(quota, 1, START_MS).remaining).toBe(1);
    expect(book.take(quota, 1, START_MS)).toMatchObject({ isAllowed: true, remaining: 0 });
    const refused = book.take(quota, 1, START_MS + 10_000);
    expect(refused).toEqual({ isAllowed: false, remaining: 0, resetSeconds: 51 });
    expect(book.take(quota, 1, START_MS + 10_000 + refused.resetSeconds * 1000).isAllowed).toBe(true);
  });

  it('never allows more than its limit in any window, however it is asked', () => {
    fc.assert(
      fc.property(anyRun, ({ limit, windowSeconds, takes }) => {
        const book = new QuotaBook(nodeSql());
        const allowed: { atMs: number; cost: number }[] = [];
        let nowMs = START_MS;
        for (const { afterMs, cost } of takes) {
          nowMs += afterMs;
          if (book.take({ name: 'q', limit, windowSeconds }, cost, nowMs).isAllowed)
            allowed.push({ atMs: nowMs, cost });
        }
        for (const { atMs: endMs } of allowed) {
          const inWindow = allowed.filter(({ atMs }) => atMs > endMs - windowSeconds * 1000 && atMs <= endMs);
          expect(inWindow.reduce((sum, { cost }) => sum + cost, 0)).toBeLessThanOrEqual(limit);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has room again no later than a slice after its window, and exactly when it said', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 3_600 }),
        fc.nat(59_999),
        (limit, s, offset) => {
          const book = new QuotaBook(nodeSql());
          const own = { name: 'q', limit, windowSeconds: s };
          const startMs = START_MS + offset;
          for (let i = 0; i < limit; i++) expect(book.take(own, 1, startMs).isAllowed).toBe(true);
          const { isAllowed, resetSeconds } = book.take(own, 1, startMs);
          expect(isAllowed).toBe(false);
          expect(resetSeconds).toBeLessThanOrEqual(s + Math.ceil(s / SLICES) + 1);
          expect(book.take(own, limit, startMs + resetSeconds * 1000).isAllowed).toBe(true);
        },
      ),
    );
  });

  it('takes nothing where it refuses or only looks', () => {
    const book = new QuotaBook(nodeSql());
    book.take(quota, 2, START_MS);
    expect(book.take(quota, 2, START_MS)).toMatchObject({ isAllowed: false, remaining: 1 });
    for (let i = 0; i < 9; i++) expect(book.take(quota, 0, START_MS)).toMatchObject({ isAllowed: true, remaining: 1 });
    expect(book.take(quota, 1, START_MS)).toMatchObject({ isAllowed: true, remaining: 0 });
  });

  it('knows nothing of another one, and is given back whole', () => {
    const book = new QuotaBook(nodeSql());
    book.take(quota, 3, START_MS);
    expect(book.take({ ...quota, name: 'other' }, 1, START_MS).isAllowed).toBe(true);
    book.reset('sign-in');
    expect(book.take(quota, 3, START_MS).isAllowed).toBe(true);
  });

  it('is kept through a restart, and forgotten when no window holds any of it', () => {
    const sql = nodeSql();
    new QuotaBook(sql).take(quota, 3, START_MS);
    const restarted = new QuotaBook(sql);
    expect(restarted.take(quota, 1, START_MS).isAllowed).toBe(false);
    expect(restarted.forget(START_MS + 60_000)).toBe(START_MS + 61_000);
    expect(restarted.forget(START_MS + 61_000)).toBeUndefined();
    expect(sql.rows('select * from takes')).toEqual([]);
  });
});
