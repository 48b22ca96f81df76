import { describe, expect, it } from 'vitest';
import type { Fact } from '#platform/facts';
import { nodeSql } from '../node-sql.test-support.ts';
import { DocumentBook } from './document-book.ts';
import { GroupWriter, MAX_GROUP } from './group-writer.ts';

class Refused extends Error {
  readonly code = '23503';
}

/** A database that can be away, and refuses the documents it is told to. */
function desk(sql = nodeSql()) {
  const database = { isAway: false, refuses: new Set<string>(), groups: [] as string[][], nowMs: 0, wakeUps: 0 };
  const book = new DocumentBook(sql);
  const writer = new GroupWriter({
    book,
    async write(facts: readonly Fact[]) {
      await Promise.resolve();
      const ids = facts.map(({ row }) => String(row.id));
      if (database.isAway) throw new Error('connection refused');
      if (ids.some((id) => database.refuses.has(id))) throw new Refused('violates a foreign key');
      database.groups.push(ids);
    },
    nowMs: () => database.nowMs,
    sleep: () => Promise.resolve(),
    onNumbered: () => {
      database.wakeUps += 1;
    },
  });
  const issue = (key: string) => writer.issue({ key, prefix: 'P/', facts: [{ table: 'orders', row: { id: key } }] });
  return {
    sql,
    database,
    book,
    writer,
    issue,
    keys: (count: number) => Array.from({ length: count }, (_, i) => `k${i}`),
  };
}

describe('a number series', () => {
  it('gives a key the same number again', async () => {
    const { issue } = desk();
    expect(await issue('a')).toEqual({ ok: true, value: { number: 'P/000001' } });
    expect(await issue('b')).toEqual({ ok: true, value: { number: 'P/000002' } });
    expect(await issue('a')).toEqual({ ok: true, value: { number: 'P/000001' } });
  });

  it('writes neighbours as one group, and no group larger than its limit', async () => {
    const { issue, keys, database } = desk();
    await Promise.all(keys(MAX_GROUP + 3).map(issue));
    expect(database.groups.map((group) => group.length)).toEqual([MAX_GROUP, 3]);
    expect(database.wakeUps).toBe(1);
  });

  it('writes once for many who wait for one document', async () => {
    const { issue, database } = desk();
    expect(
      new Set((await Promise.all([issue('a'), issue('a'), issue('a')])).map((answer) => JSON.stringify(answer))).size,
    ).toBe(1);
    expect(database.groups).toEqual([['a']]);
  });

  it('keeps the document and its number while the database is away', async () => {
    const { issue, database, writer } = desk();
    database.isAway = true;
    expect(await issue('a')).toMatchObject({ failure: { code: 'unavailable', retryAfterSeconds: 2 } });
    database.isAway = false;
    await writer.flush();
    expect(database.groups).toEqual([['a']]);
    expect(await issue('a')).toEqual({ ok: true, value: { number: 'P/000001' } });
    expect(database.groups).toHaveLength(1);
  });

  it('numbers and keeps those too who come while the database is found to be away', async () => {
    const { issue, database, book } = desk();
    database.isAway = true;
    const first = issue('a');
    await Promise.resolve();
    const answers = await Promise.all([first, issue('b')]);
    expect(answers.map((answer) => answer.ok)).toEqual([false, false]);
    expect(['a', 'b'].map((key) => book.find(key)?.number)).toEqual(['P/000001', 'P/000002']);
  });

  it('refuses a prefix that leaves no room for the digits', async () => {
    const { writer, book } = desk();
    const answer = await writer.issue({ key: 'a', prefix: 'MUCH/TOO/LONG/', facts: [] });
    expect(answer).toMatchObject({ ok: false });
    expect(book.find('a')).toBeUndefined();
  });

  it('goes on after a crash with what was not written, and gives no number twice', async () => {
    const first = desk();
    first.database.isAway = true;
    await Promise.all(first.keys(3).map(first.issue));
    const second = desk(first.sql);
    await second.writer.flush();
    expect(second.database.groups).toEqual([['k0', 'k1', 'k2']]);
    expect(await second.issue('new')).toEqual({ ok: true, value: { number: 'P/000004' } });
  });

  it('lets one refused document not stop its neighbours', async () => {
    const { issue, database, book } = desk();
    database.refuses.add('bad');
    const [good, bad, other] = await Promise.all([issue('good'), issue('bad'), issue('other')]);
    expect([good, other].map((answer) => answer?.ok)).toEqual([true, true]);
    expect(bad).toMatchObject({ failure: { code: 'internal' } });
    expect(database.groups).toEqual([['good'], ['other']]);
    expect(book.stuck()).toMatchObject([{ key: 'bad', number: 'P/000002', failures: 1 }]);
  });

  it('tries a refused document again much later, and frees it when it is accepted', async () => {
    const { issue, database, book, writer } = desk();
    database.refuses.add('bad');
    await issue('bad');
    await writer.flush();
    expect(book.stuck()).toMatchObject([{ failures: 1 }]);
    database.refuses.clear();
    database.nowMs = book.nextDueMs() ?? 0;
    expect(database.nowMs).toBeGreaterThanOrEqual(60_000);
    await writer.flush();
    expect(book.stuck()).toEqual([]);
    expect(await issue('bad')).toEqual({ ok: true, value: { number: 'P/000001' } });
  });
});
