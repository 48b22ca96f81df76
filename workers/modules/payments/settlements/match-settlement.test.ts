import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Known, type KnownPayment, matchSettlement } from './match-settlement.ts';
import type { SettlementLine } from './settlement-line.ts';

const payment = (paymentId: string, amountPaise = 10_000): KnownPayment => ({
  paymentId,
  amountPaise,
  currency: 'INR',
});

const known = (payments: readonly KnownPayment[], change: Partial<Known> = {}): Known => ({
  payments: new Map(payments.map((each) => [each.paymentId, each])),
  byCapture: new Map(),
  refunds: new Map(),
  settledLines: new Set(),
  expected: [],
  feeAtMostBasisPoints: null,
  ...change,
});

const line = (paymentId: string | null, change: Partial<SettlementLine> = {}): SettlementLine => ({
  kind: 'payment',
  lineRef: `txn_${paymentId}`,
  providerRef: `pi_${paymentId}`,
  paymentId,
  amountPaise: 10_000,
  feePaise: 236,
  currency: 'INR',
  occurredAt: '2026-11-22T10:00:00.000Z',
  ...change,
});

const kindsOf = (lines: SettlementLine[], records: Known) =>
  matchSettlement(lines, records).differences.map(({ kind }) => kind);

describe('matchSettlement', () => {
  it('has nothing to say where every line is a payment of ours, whole', () => {
    const [a, b] = [payment('a'), payment('b')];
    expect(kindsOf([line('a'), line('b')], known([a, b], { expected: [a, b] }))).toEqual([]);
  });

  it('finds a payment by what the provider said when it was paid, where the file does not name it', () => {
    const records = known([payment('a')], { byCapture: new Map([['pi_x', 'a']]) });
    const { lines, differences } = matchSettlement([line(null, { providerRef: 'pi_x' })], records);
    expect([lines[0]?.paymentId, differences]).toEqual(['a', []]);
  });

  it('tells what is missing here and what is missing there', () => {
    const records = known([payment('a')], { expected: [payment('a')] });
    expect(matchSettlement([line('z')], records).differences).toMatchObject([
      { kind: 'missing_here', paymentId: 'z', expectedPaise: null, foundPaise: 10_000 },
      { kind: 'missing_there', paymentId: 'a', expectedPaise: 10_000, foundPaise: null },
    ]);
  });

  it('tells another amount, another currency, a higher fee', () => {
    const records = known([payment('a')], { feeAtMostBasisPoints: 236 });
    expect(kindsOf([line('a', { amountPaise: 9_999 })], records)).toEqual(['amount_differs']);
    expect(kindsOf([line('a', { currency: 'USD' })], records)).toEqual(['currency_differs']);
    expect(kindsOf([line('a', { feePaise: 237 })], records)).toEqual(['fee_differs']);
    expect(kindsOf([line('a', { feePaise: 236 })], records)).toEqual([]);
  });

  it('tells a payment that is paid out twice: under one line, under two, or in an earlier file', () => {
    const records = known([payment('a')]);
    expect(kindsOf([line('a'), line('a')], records)).toEqual(['duplicate']);
    expect(kindsOf([line('a'), line('a', { lineRef: 'other' })], records)).toEqual(['duplicate']);
    expect(kindsOf([line('a')], { ...records, settledLines: new Set(['txn_a']) })).toEqual(['duplicate']);
  });

  it('holds refunds against ours, and against what a checkout gave back whole', () => {
    const refunds = new Map([['re_1', { ...payment('a', 4_000), refundId: 'part-1' }]]);
    const records = known([payment('a')], { refunds });
    const back = (change: Partial<SettlementLine>) => line('a', { kind: 'refund', lineRef: 'txn_r', ...change });
    expect(kindsOf([back({ providerRef: 're_1', amountPaise: -4_000 })], records)).toEqual([]);
    expect(kindsOf([back({ providerRef: 're_1', amountPaise: -4_001 })], records)).toEqual(['amount_differs']);
    expect(kindsOf([back({ providerRef: 're_2', amountPaise: -10_000 })], records)).toEqual([]);
    expect(kindsOf([back({ providerRef: 're_2', amountPaise: -3_000 })], records)).toEqual(['missing_here']);
  });

  it('leaves payouts and fees of the provider alone', () => {
    expect(kindsOf([line(null, { kind: 'other', amountPaise: -99 })], known([]))).toEqual([]);
  });

  it('accounts for every expected payment exactly once, whatever the file leaves out or repeats', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{3}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(names, fc.array(fc.nat(11), { maxLength: 24 }), (ids, picks) => {
        const ours = ids.map((id) => payment(id));
        const picked = picks.flatMap((at) => ids[at] ?? []);
        const { differences } = matchSettlement(
          picked.map((id) => line(id)),
          known(ours, { expected: ours }),
        );
        const missing = differences.filter(({ kind }) => kind === 'missing_there').map(({ paymentId }) => paymentId);
        expect(new Set(missing)).toEqual(new Set(ids.filter((id) => !picked.includes(id))));
        const doubled = differences.filter(({ kind }) => kind === 'duplicate');
        expect(doubled).toHaveLength(picked.length - new Set(picked).size);
      }),
    );
  });
});
