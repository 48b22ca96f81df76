import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CreditEntry, creditHealth } from './ageing.ts';

const terms = { termDays: 30, graceDays: 7 };
const billed = (orderId: string, amountPaise: number, day: string): CreditEntry => ({
  amountPaise: -amountPaise,
  reference: orderId,
  day,
});
const paid = (amountPaise: number, day: string, reference = 'transfer'): CreditEntry => ({
  amountPaise,
  reference,
  day,
});

describe('creditHealth', () => {
  it('blocks a dealer on the day after terms and grace, and not on their last day', () => {
    const entries = [billed('a', 1_000, '2026-01-01')];
    expect(creditHealth(entries, terms, '2026-01-31')).toMatchObject({ overduePaise: 0, isBlocked: false });
    expect(creditHealth(entries, terms, '2026-02-07')).toMatchObject({ overduePaise: 1_000, isBlocked: false });
    expect(creditHealth(entries, terms, '2026-02-08')).toMatchObject({ overduePaise: 1_000, isBlocked: true });
  });

  it('pays the oldest bill first, so that one payment lifts the block', () => {
    const entries = [billed('a', 1_000, '2026-01-01'), billed('b', 500, '2026-03-01'), paid(1_000, '2026-03-02')];
    const health = creditHealth(entries, terms, '2026-03-10');
    expect(health.bills.map(({ orderId }) => orderId)).toEqual(['b']);
    expect(health).toMatchObject({ owedPaise: 500, isBlocked: false });
  });

  it('takes what came back of an order off that order, whatever is older', () => {
    const entries = [billed('a', 1_000, '2026-01-01'), billed('b', 500, '2026-01-05'), paid(500, '2026-01-06', 'b')];
    expect(creditHealth(entries, terms, '2026-01-10').bills.map(({ orderId }) => orderId)).toEqual(['a']);
  });

  it('puts each bill into one band: 0-30, 31-60, 61-90 and over 90 days', () => {
    const days = ['2026-05-31', '2026-05-01', '2026-04-30', '2026-04-01', '2026-03-31', '2026-03-02', '2026-03-01'];
    const entries = days.map((day, at) => billed(String(at), 1, day)).reverse();
    expect(creditHealth(entries, terms, '2026-05-31').ageing).toEqual({
      upTo30Paise: 2,
      upTo60Paise: 2,
      upTo90Paise: 2,
      over90Paise: 1,
    });
  });

  it('keeps what was paid in advance for the next bill', () => {
    const entries = [paid(700, '2026-01-01'), billed('a', 500, '2026-01-02')];
    expect(creditHealth(entries, terms, '2026-12-01')).toMatchObject({
      owedPaise: 0,
      unappliedPaise: 200,
      isBlocked: false,
    });
  });

  it('conserves every paisa: what is owed less what is left over is what was billed less what was paid', () => {
    const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
    const entry = fc.record({
      amountPaise: fc.integer({ min: -100_000, max: 100_000 }),
      reference: fc.constantFrom('a', 'b', 'c', 'transfer'),
      day: day.map((date) => date.toISOString().slice(0, 10)),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), (entries) => {
        const { owedPaise, unappliedPaise, ageing, bills } = creditHealth(entries, terms, '2026-12-31');
        expect(owedPaise - unappliedPaise).toBe(entries.reduce((sum, { amountPaise }) => sum - amountPaise, 0));
        expect(Object.values(ageing).reduce((sum, paise) => sum + paise, 0)).toBe(owedPaise);
        expect(bills.every(({ openPaise }) => openPaise > 0)).toBe(true);
      }),
    );
  });
});
