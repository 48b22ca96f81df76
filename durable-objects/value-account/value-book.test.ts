import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orThrow } from '#platform/errors';
import type { ValueAccountFacts } from '#platform/value-account-door';
import { nodeSql } from '../node-sql.test-support.ts';
import { ValueBook } from './value-book.ts';

const now = Date.parse('2026-11-22T12:00:00.000Z');
const minute = 60_000;
const card: ValueAccountFacts = {
  accountId: '01900000-0000-7000-8000-0000000000e1',
  kind: 'gift_card',
  limitPaise: 0,
  blockedFor: null,
  expiresAtMs: null,
};

function opened(change: Partial<ValueAccountFacts> = {}, paidIn = 50_000) {
  const book = new ValueBook(nodeSql());
  orThrow(book.open({ ...card, ...change }, now));
  if (paidIn > 0) orThrow(book.credit('issue', paidIn, 'issue', now));
  return book;
}

describe('a gift card', () => {
  it('holds what was paid in, sets aside what is reserved and keeps what is not captured', () => {
    const book = opened();
    expect(orThrow(book.reserve('o1', 30_000, now + minute, now))).toEqual({
      balancePaise: 50_000,
      reservedPaise: 30_000,
      availablePaise: 20_000,
    });
    expect(orThrow(book.capture('o1', 'order 1', now))).toEqual({
      balancePaise: 20_000,
      reservedPaise: 0,
      availablePaise: 20_000,
    });
    orThrow(book.reserve('o2', 20_000, now + minute, now));
    expect(orThrow(book.release('o2', now)).availablePaise).toBe(20_000);
  });

  it('says how much there is to whoever asks for more', () => {
    expect(opened().reserve('o1', 50_001, now + minute, now)).toMatchObject({
      failure: { code: 'conflict', extensions: { availablePaise: 50_000, reason: 'not_enough' } },
    });
  });

  it('counts every key once, and refuses another amount under it', () => {
    const book = opened();
    orThrow(book.credit('issue', 50_000, 'issue', now));
    for (let time = 0; time < 3; time++) orThrow(book.reserve('o1', 30_000, now + minute, now));
    for (let time = 0; time < 3; time++) orThrow(book.capture('o1', 'order 1', now));
    expect(orThrow(book.standing(now)).balancePaise).toBe(20_000);
    expect(book.credit('issue', 1, 'issue', now)).toMatchObject({ failure: { code: 'idempotency_mismatch' } });
    expect(book.reserve('o1', 1, now + minute, now)).toMatchObject({ failure: { code: 'idempotency_mismatch' } });
  });

  it('keeps a reservation until its time, and a late capture as long as nobody else has the money', () => {
    const late = now + 2 * minute;
    const book = opened();
    orThrow(book.reserve('o1', 40_000, now + minute, now));
    expect(orThrow(book.standing(late)).availablePaise).toBe(50_000);
    expect(orThrow(book.capture('o1', 'order 1', late)).balancePaise).toBe(10_000);
    orThrow(book.reserve('o2', 10_000, late + minute, late));
    const later = late + 2 * minute;
    orThrow(book.reserve('o3', 10_000, later + minute, later));
    expect(book.capture('o2', 'order 2', later)).toMatchObject({ failure: { code: 'conflict' } });
    expect(orThrow(book.capture('o3', 'order 3', later)).balancePaise).toBe(0);
  });

  it('sets nothing aside for a reservation that arrives after its release', () => {
    const book = opened();
    orThrow(book.release('o1', now));
    expect(book.reserve('o1', 10, now + minute, now)).toMatchObject({ failure: { code: 'conflict' } });
    expect(orThrow(book.standing(now)).reservedPaise).toBe(0);
  });

  it('gives nothing while it is blocked or too old, but what was set aside before is taken', () => {
    const book = opened();
    orThrow(book.reserve('o1', 10_000, now + minute, now));
    expect(orThrow(book.open({ ...card, blockedFor: 'stolen' }, now)).availablePaise).toBe(0);
    expect(book.reserve('o2', 1, now + minute, now)).toMatchObject({ failure: { extensions: { reason: 'blocked' } } });
    expect(orThrow(book.capture('o1', 'order 1', now)).balancePaise).toBe(40_000);
    expect(orThrow(book.open({ ...card, expiresAtMs: now + minute }, now)).availablePaise).toBe(40_000);
    expect(orThrow(book.standing(now + minute)).availablePaise).toBe(0);
  });

  it('is nothing before it is opened, and leaves no trace of a guess', () => {
    const sql = nodeSql();
    const book = new ValueBook(sql);
    expect(book.standing(now)).toMatchObject({ failure: { code: 'not_found' } });
    expect(book.reserve('o1', 1, now, now)).toMatchObject({ failure: { code: 'not_found' } });
    expect(sql.rows('select name from sqlite_master')).toEqual([]);
  });
});

describe('the credit of a dealer', () => {
  it('goes below zero as far as its limit, and is paid back', () => {
    const book = opened({ kind: 'dealer_credit', limitPaise: 100_000 }, 0);
    orThrow(book.reserve('o1', 100_000, now + minute, now));
    expect(book.reserve('o2', 1, now + minute, now)).toMatchObject({ failure: { code: 'conflict' } });
    expect(orThrow(book.capture('o1', 'order 1', now))).toMatchObject({ balancePaise: -100_000, availablePaise: 0 });
    expect(orThrow(book.credit('paid', 40_000, 'bank', now)).availablePaise).toBe(40_000);
  });
});

// ---- against a model that is too simple to be wrong

interface Model {
  nowMs: number;
  credits: Map<string, number>;
  reserved: Map<string, { amount: number; until: number; state: 'reserved' | 'captured' | 'released' }>;
}
interface Real {
  sql: ReturnType<typeof nodeSql>;
  book: ValueBook;
}
const limitPaise = 300;
const sum = (amounts: Iterable<number>) => [...amounts].reduce((total, amount) => total + amount, 0);
const balanceOf = ({ credits, reserved }: Model) =>
  sum(credits.values()) -
  sum([...reserved.values()].filter(({ state }) => state === 'captured').map(({ amount }) => amount));
const setAside = ({ reserved, nowMs }: Model, but = '') =>
  sum(
    [...reserved]
      .filter(([key, each]) => key !== but && each.state === 'reserved' && each.until > nowMs)
      .map(([, { amount }]) => amount),
  );
const freeOf = (model: Model, but = '') => balanceOf(model) + limitPaise - setAside(model, but);

type Deed = (model: Model, real: Real) => boolean | undefined;
/** A deed answers whether the model lets it happen; undefined: it is not about permission. */
const command = (
  name: string,
  deed: Deed,
  ask: (real: Real, nowMs: number) => { ok: boolean } | undefined,
): fc.Command<Model, Real> => ({
  check: () => true,
  toString: () => name,
  run(model, real) {
    const { nowMs } = model;
    const isAllowed = deed(model, real);
    const answer = ask(real, nowMs);
    if (isAllowed !== undefined) expect(answer?.ok).toBe(isAllowed);
    const { balancePaise, reservedPaise } = orThrow(real.book.standing(model.nowMs));
    expect(balancePaise).toBe(balanceOf(model));
    expect(reservedPaise).toBe(setAside(model));
    expect(balancePaise).toBeGreaterThanOrEqual(-limitPaise);
    const entries = real.book.unsent();
    expect(sum(entries.map(({ amountPaise }) => amountPaise))).toBe(balancePaise);
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
  },
});

const keys = fc.constantFrom('a', 'b', 'c', 'd');
const amounts = fc.integer({ min: 1, max: 400 });
const commands = [
  fc.tuple(keys, amounts).map(([key, amount]) =>
    command(
      `credit ${key} ${amount}`,
      ({ credits }) => {
        const known = credits.get(key);
        if (known === undefined) credits.set(key, amount);
        return known === undefined || known === amount;
      },
      ({ book }, at) => book.credit(key, amount, key, at),
    ),
  ),
  fc.tuple(keys, amounts).map(([key, amount]) =>
    command(
      `reserve ${key} ${amount}`,
      (model) => {
        const { reserved, nowMs } = model;
        const known = reserved.get(key);
        const until = nowMs + minute;
        if (known?.state === 'released' || (known !== undefined && known.amount !== amount)) return false;
        if (known?.state === 'captured') return true;
        const isAlive = known !== undefined && known.until > nowMs;
        if (!isAlive && amount > freeOf(model, key)) return false;
        reserved.set(key, { amount, until: Math.max(until, known?.until ?? 0), state: 'reserved' });
        return true;
      },
      ({ book }, at) => book.reserve(key, amount, at + minute, at),
    ),
  ),
  keys.map((key) =>
    command(
      `capture ${key}`,
      (model) => {
        const known = model.reserved.get(key);
        if (known === undefined || known.state === 'released') return false;
        if (known.state === 'captured') return true;
        const isAlive = known.until > model.nowMs;
        if (!isAlive && freeOf(model, key) < known.amount) return false;
        model.reserved.set(key, { ...known, state: 'captured' });
        return true;
      },
      ({ book }, at) => book.capture(key, key, at),
    ),
  ),
  keys.map((key) =>
    command(
      `release ${key}`,
      ({ reserved }) => {
        const known = reserved.get(key);
        if (known?.state === 'captured') return false;
        reserved.set(key, { amount: known?.amount ?? 0, until: known?.until ?? 0, state: 'released' });
        return true;
      },
      ({ book }, at) => book.release(key, at),
    ),
  ),
  fc.integer({ min: 1, max: 90_000 }).map((ms) =>
    command(
      `wait ${ms}`,
      (model) => {
        model.nowMs += ms;
        return undefined;
      },
      () => undefined,
    ),
  ),
  fc.constant(
    command(
      'restart',
      (_, real) => {
        real.book = new ValueBook(real.sql);
        return undefined;
      },
      () => undefined,
    ),
  ),
];

describe('any account, whatever is asked of it in whatever order, restarts included', () => {
  it('has what was paid in less what was taken, never below its limit, every key once', () => {
    fc.assert(
      fc.property(fc.commands(commands, { maxCommands: 40 }), (deeds) => {
        const setup = () => {
          const sql = nodeSql();
          const book = new ValueBook(sql);
          orThrow(book.open({ ...card, kind: 'dealer_credit', limitPaise }, now));
          return { model: { nowMs: now, credits: new Map(), reserved: new Map() } as Model, real: { sql, book } };
        };
        fc.modelRun(setup, deeds);
      }),
      { numRuns: 300 },
    );
  });
});
