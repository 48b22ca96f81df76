import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CouponUse } from '#platform/coupon-book-door';
import { nodeSql } from '../node-sql.test-support.ts';
import { CouponBookRecords, FORGET_AFTER_MS } from './coupon-book-records.ts';

const nowMs = Date.parse('2026-11-22T12:00:00.000Z');
const laterMs = nowMs + 60_000;

const use = (useId: string, change: Partial<CouponUse> = {}): CouponUse => ({
  useId,
  personKey: `person of ${useId}`,
  limits: { total: 2, perPerson: 1 },
  untilMs: laterMs,
  ...change,
});
const opened = () => new CouponBookRecords(nodeSql());
const reserved = { ok: true, value: { reserved: true } };
const refused = (reason: string) => ({ ok: false, failure: { code: 'conflict', extensions: { reason } } });

describe('a coupon', () => {
  it('is used as often as it may be in total, and then refused in words', () => {
    const book = opened();
    expect([book.reserve(use('a'), nowMs), book.reserve(use('b'), nowMs)]).toEqual([reserved, reserved]);
    expect(book.reserve(use('c'), nowMs)).toMatchObject(refused('used_up'));
    expect(book.uses(nowMs)).toEqual({ reserved: 2, captured: 0 });
  });

  it('is used as often as it may be by one person, whatever others do', () => {
    const book = opened();
    const mine = { personKey: 'asha', limits: { total: 9, perPerson: 2 } };
    book.reserve(use('x'), nowMs);
    expect([book.reserve(use('a', mine), nowMs), book.reserve(use('b', mine), nowMs)]).toEqual([reserved, reserved]);
    expect(book.reserve(use('c', mine), nowMs)).toMatchObject(refused('used_by_you'));
    expect(book.reserve(use('c', { ...mine, personKey: 'ravi' }), nowMs)).toEqual(reserved);
  });

  it('without limits is used by anybody as often as they like', () => {
    const book = opened();
    const endless = { personKey: 'asha', limits: { total: null, perPerson: null } };
    for (let i = 0; i < 50; i++) expect(book.reserve(use(String(i), endless), nowMs)).toEqual(reserved);
  });

  it('counts one order once, however often it is asked for, and prolongs it', () => {
    const book = opened();
    const only = { limits: { total: 1, perPerson: 1 } };
    book.reserve(use('a', only), nowMs);
    expect(book.reserve(use('a', { ...only, untilMs: laterMs + 60_000 }), nowMs)).toEqual(reserved);
    expect(book.reserve(use('b', only), laterMs + 1)).toMatchObject(refused('used_up'));
    expect(book.reserve(use('b', only), laterMs + 60_000)).toEqual(reserved);
  });

  it('that was reserved is free again when its time is up, to the millisecond', () => {
    const book = opened();
    const only = { limits: { total: 1, perPerson: null } };
    book.reserve(use('a', only), nowMs);
    expect(book.reserve(use('b', only), laterMs - 1)).toMatchObject(refused('used_up'));
    expect(book.uses(laterMs)).toEqual({ reserved: 0, captured: 0 });
    expect(book.reserve(use('b', { ...only, untilMs: laterMs + 1 }), laterMs)).toEqual(reserved);
    expect(book.reserve(use('a', { ...only, untilMs: laterMs + 1 }), laterMs)).toMatchObject(refused('used_up'));
  });

  it('that was captured stays used, its reservation repeated or its time long over', () => {
    const book = opened();
    book.reserve(use('a'), nowMs);
    expect([book.capture('a'), book.capture('a')]).toEqual([
      { ok: true, value: { captured: true } },
      { ok: true, value: { captured: true } },
    ]);
    expect(book.reserve(use('a'), nowMs)).toEqual(reserved);
    expect(book.uses(nowMs + 10 * FORGET_AFTER_MS)).toEqual({ reserved: 0, captured: 1 });
    expect(book.reserve(use('b', { personKey: 'person of a' }), laterMs)).toMatchObject(refused('used_by_you'));
  });

  it('may be captured after its time was up, because the order stands, even when others took the last use', () => {
    const book = opened();
    const only = { limits: { total: 1, perPerson: null } };
    book.reserve(use('a', only), nowMs);
    book.reserve(use('b', { ...only, untilMs: laterMs + 1 }), laterMs);
    expect(book.capture('a')).toEqual({ ok: true, value: { captured: true } });
    expect(book.uses(laterMs)).toEqual({ reserved: 1, captured: 1 });
  });

  it('is captured although its reservation was forgotten', () => {
    const book = opened();
    expect(book.capture('a')).toEqual({ ok: true, value: { captured: true } });
    expect(book.reserve(use('b', { limits: { total: 1, perPerson: null } }), nowMs)).toMatchObject(refused('used_up'));
  });

  it('that is given back may be used by somebody else, reserved or captured, once', () => {
    const book = opened();
    const only = { limits: { total: 1, perPerson: null } };
    book.reserve(use('a', only), nowMs);
    book.capture('a');
    expect(book.giveBack('a')).toEqual({ ok: true, value: { givenBack: true } });
    expect(book.giveBack('a')).toEqual({ ok: true, value: { givenBack: false } });
    expect(book.giveBack('never')).toEqual({ ok: true, value: { givenBack: false } });
    expect(book.reserve(use('b', only), nowMs)).toEqual(reserved);
    expect(book.giveBack('b')).toEqual({ ok: true, value: { givenBack: true } });
  });

  it('that was given back is not captured by an old message, but may be reserved anew', () => {
    const book = opened();
    book.reserve(use('a'), nowMs);
    book.giveBack('a');
    expect(book.capture('a')).toEqual({ ok: true, value: { captured: false } });
    expect(book.uses(nowMs)).toEqual({ reserved: 0, captured: 0 });
    book.reserve(use('a'), nowMs);
    expect(book.capture('a')).toEqual({ ok: true, value: { captured: true } });
  });

  it('forgets in time what ran out, and never what was captured', () => {
    const sql = nodeSql();
    const book = new CouponBookRecords(sql);
    book.reserve(use('old'), nowMs);
    book.reserve(use('kept'), nowMs);
    book.capture('kept');
    const stored = () => sql.rows('select use_id from uses order by use_id').map(({ use_id: id }) => id);
    book.reserve(use('late', { limits: { total: null, perPerson: null } }), laterMs + FORGET_AFTER_MS - 1);
    expect(stored()).toEqual(['kept', 'late', 'old']);
    book.reserve(use('later', { limits: { total: null, perPerson: null } }), laterMs + FORGET_AFTER_MS);
    expect(stored()).toEqual(['kept', 'later']);
  });
});

// ---- whatever is done in whatever order, with restarts in between

interface Model {
  nowMs: number;
  /** By order: whose it is, what became of it, until when. */
  uses: Map<string, { person: string; status: 'reserved' | 'captured' | 'given_back'; untilMs: number }>;
}
interface Real {
  sql: ReturnType<typeof nodeSql>;
  book: CouponBookRecords;
}
type Command = fc.Command<Model, Real>;

const counts = (model: Model) =>
  [...model.uses].filter(
    ([, { status, untilMs }]) => status === 'captured' || (status === 'reserved' && untilMs > model.nowMs),
  );

const limits = { total: 3, perPerson: 2 };

const reserve = (useId: string, person: string, holdMs: number): Command => ({
  check: () => true,
  run(model, { book }) {
    const before = model.uses.get(useId);
    const others = counts(model).filter(([id]) => id !== useId);
    const isFull = others.length >= limits.total;
    const isMine = others.filter(([, other]) => other.person === person).length >= limits.perPerson;
    const untilMs = model.nowMs + holdMs;
    const answer = book.reserve({ useId, personKey: person, limits, untilMs }, model.nowMs);
    if (before?.status === 'captured') {
      expect(answer.ok).toBe(true);
      return;
    }
    expect(answer.ok).toBe(!isFull && !isMine);
    if (!answer.ok) expect(answer.failure.extensions).toEqual({ reason: isFull ? 'used_up' : 'used_by_you' });
    else model.uses.set(useId, { person, status: 'reserved', untilMs: Math.max(untilMs, before?.untilMs ?? 0) });
  },
  toString: () => `reserve ${useId} for ${person} for ${holdMs} ms`,
});

const capture = (useId: string): Command => ({
  check: ({ uses }) => uses.has(useId),
  run(model, { book }) {
    const known = model.uses.get(useId);
    if (known === undefined) return;
    const captured = known.status !== 'given_back';
    expect(book.capture(useId)).toEqual({ ok: true, value: { captured } });
    if (captured) known.status = 'captured';
  },
  toString: () => `capture ${useId}`,
});

const giveBack = (useId: string): Command => ({
  check: () => true,
  run(model, { book }) {
    const known = model.uses.get(useId);
    const givenBack = known !== undefined && known.status !== 'given_back';
    expect(book.giveBack(useId)).toEqual({ ok: true, value: { givenBack } });
    if (known !== undefined) known.status = 'given_back';
  },
  toString: () => `give back ${useId}`,
});

const pass = (ms: number): Command => ({
  check: () => true,
  run(model) {
    model.nowMs += ms;
  },
  toString: () => `${ms} ms pass`,
});

const restart: Command = {
  check: () => true,
  run(_, real) {
    real.book = new CouponBookRecords(real.sql);
  },
  toString: () => 'restart',
};

it('a coupon book never counts wrong, whatever is done to it in whatever order', () => {
  const anyUse = fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5', 'o6');
  const anyPerson = fc.constantFrom('asha', 'ravi', 'meera');
  const commands = [
    fc.tuple(anyUse, anyPerson, fc.integer({ min: 1, max: 1_000 })).map((wish) => reserve(...wish)),
    anyUse.map(capture),
    anyUse.map(giveBack),
    fc.integer({ min: 1, max: 800 }).map(pass),
    fc.constant(restart),
  ];
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 60 }), (all) => {
      const sql = nodeSql();
      const real: Real = { sql, book: new CouponBookRecords(sql) };
      const model: Model = { nowMs, uses: new Map() };
      fc.modelRun(() => ({ model, real }), all);
      const alive = counts(model);
      const captured = alive.filter(([, { status }]) => status === 'captured').length;
      expect(real.book.uses(model.nowMs)).toEqual({ reserved: alive.length - captured, captured });
    }),
    { numRuns: 300 },
  );
});
