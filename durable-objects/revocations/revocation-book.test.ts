import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Revocation } from '#platform/revocations-door';
import { nodeSql } from '../node-sql.test-support.ts';
import { RevocationBook } from './revocation-book.ts';

const START_MS = Date.UTC(2026, 10, 22, 12);
const MINUTE_MS = 60_000;
const person = (n: number): Revocation => ({ kind: 'person', personId: `p${n}` });
const session = (n: number): Revocation => ({ kind: 'session', sessionId: `s${n}` });
const key = (n: number): Revocation => ({ kind: 'key', keyId: `k${n}` });
const anyRevocation = fc.oneof(fc.nat(20).map(person), fc.nat(20).map(session), fc.nat(20).map(key));

describe('RevocationBook', () => {
  it('ends the tokens of a person that were made until now, and those of a session and a key for good', () => {
    const book = new RevocationBook(nodeSql());
    book.revoke([person(1), session(2), key(3)], START_MS);
    expect(book.since(0, START_MS)).toEqual({
      version: 3,
      isWhole: true,
      hasMore: false,
      entries: [
        { subject: 'person:p1', beforeMs: START_MS, untilMs: START_MS + 11 * MINUTE_MS },
        { subject: 'session:s2', beforeMs: Number.MAX_SAFE_INTEGER, untilMs: START_MS + 11 * MINUTE_MS },
        { subject: 'key:k3', beforeMs: Number.MAX_SAFE_INTEGER, untilMs: START_MS + 24 * 60 * MINUTE_MS },
      ],
    });
  });

  it('tells only what is new, a subject that was revoked again included', () => {
    const book = new RevocationBook(nodeSql());
    book.revoke([person(1), person(2)], START_MS);
    const { version } = book.since(0, START_MS);
    expect(book.since(version, START_MS)).toMatchObject({ version, isWhole: false, entries: [] });
    book.revoke([person(1)], START_MS + 5);
    expect(book.since(version, START_MS + 5).entries).toMatchObject([{ subject: 'person:p1', beforeMs: START_MS + 5 }]);
  });

  it('begins anew for whoever comes with a version that it never gave', () => {
    const book = new RevocationBook(nodeSql());
    book.revoke([session(1)], START_MS);
    for (const version of [2, 99, -1, Number.NaN, 0.5]) {
      expect(book.since(version, START_MS)).toMatchObject({ isWhole: true, entries: [{ subject: 'session:s1' }] });
    }
  });

  it('keeps a list complete in every reader, whenever it reads, and through restarts', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            revocations: fc.array(anyRevocation, { maxLength: 4 }),
            reads: fc.boolean(),
            restarts: fc.boolean(),
          }),
          {
            maxLength: 30,
          },
        ),
        (rounds) => {
          const sql = nodeSql();
          let book = new RevocationBook(sql);
          let version = 0;
          const reader = new Map<string, number>();
          const read = (nowMs: number) => {
            const { entries, ...answer } = book.since(version, nowMs);
            version = answer.version;
            for (const { subject, beforeMs } of entries) reader.set(subject, beforeMs);
          };
          let nowMs = START_MS;
          for (const { revocations, reads, restarts } of rounds) {
            nowMs += 1_000;
            book.revoke(revocations, nowMs);
            if (restarts) book = new RevocationBook(sql);
            if (reads) read(nowMs);
          }
          read(nowMs);
          expect(reader).toEqual(new Map(book.since(0, nowMs).entries.map((entry) => [entry.subject, entry.beforeMs])));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('gives a long list in pages, none of it twice', () => {
    const book = new RevocationBook(nodeSql());
    book.revoke(
      Array.from({ length: 12_000 }, (_, n) => session(n)),
      START_MS,
    );
    const subjects: string[] = [];
    let version = 0;
    for (let hasMore = true; hasMore; ) {
      const page = book.since(version, START_MS);
      expect(page.entries.length).toBeLessThanOrEqual(5_000);
      subjects.push(...page.entries.map(({ subject }) => subject));
      ({ version, hasMore } = page);
    }
    expect(subjects).toHaveLength(12_000);
    expect(new Set(subjects).size).toBe(12_000);
  });

  it('forgets what concerns no token any more, never its versions', () => {
    const sql = nodeSql();
    const book = new RevocationBook(sql);
    book.revoke([session(1), key(1)], START_MS);
    const { version } = book.since(0, START_MS);
    const laterMs = START_MS + 12 * MINUTE_MS;
    expect(book.since(0, laterMs).entries).toMatchObject([{ subject: 'key:k1' }]);
    expect(book.forget(laterMs)).toBe(START_MS + 24 * 60 * MINUTE_MS);
    expect(sql.rows('select subject from revoked')).toEqual([{ subject: 'key:k1' }]);
    expect(book.forget(START_MS + 25 * 60 * MINUTE_MS)).toBeUndefined();
    expect(book.since(version, laterMs)).toMatchObject({ version, isWhole: false });
  });
});
