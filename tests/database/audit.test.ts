import { type SQL, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#db/client';
import { verifyAudit } from '#modules/audit';
import { type AuditEntry, auditFact } from '#platform/audit';
import { testContext } from '#platform/context.test-support';
import { type Fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';

const [pune, thane] = [randomIds.next(), randomIds.next()] as [string, string];

const deed = (entry: Partial<AuditEntry> = {}, actor = testContext().actor): Fact =>
  auditFact({ ...testContext(), actor }, { action: 'test.deed', subject: 'x', ...entry });

describe.each(engines)('the audit log on $name', (kind) => {
  let engine: Engine;
  let db: Database;

  beforeAll(async () => {
    engine = await kind.start();
    db = engine.db;
  });
  afterAll(() => engine.stop());
  beforeEach(() =>
    behindItsBack(sql`delete from audit_log`, sql`delete from audit_links`, sql`delete from audit_heads`),
  );

  /** What somebody with all rights can do. */
  const behindItsBack = (...statements: SQL[]) =>
    db.batch([
      ...['audit_log', 'audit_links', 'audit_heads'].map(
        (table) => sql`alter table ${sql.identifier(table)} disable trigger user`,
      ),
      ...statements,
      ...['audit_log', 'audit_links', 'audit_heads'].map(
        (table) => sql`alter table ${sql.identifier(table)} enable trigger user`,
      ),
    ]);
  const write = (...facts: Fact[]) => db.batch(writeFacts(facts));
  const findings = async () => (await verifyAudit({ db })).findings;

  it('chains the rows of each store and of the company, without gaps, and finds them whole', async () => {
    for (const storeId of [pune, thane, null, pune]) await write(deed({ storeId }));
    await write(deed({ storeId: pune }), deed(), deed({ storeId: pune }));
    const links = await db.query<{ scope: string; positions: number[] }>(sql`select split_part(chain, '/', 1) as scope,
      json_agg(position order by position) as positions from audit_links group by 1`);
    expect(Object.fromEntries(links.map(({ scope, positions }) => [scope, positions]))).toEqual({
      [pune]: [1, 2, 3, 4],
      [thane]: [1],
      company: [1, 2],
    });
    expect(await verifyAudit({ db })).toMatchObject({ findings: [], links: 7, chains: 3 });
  });

  it('makes the same hashes in the database and in the check, whatever is written', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 }).map((any) => any.replaceAll('\0', '').toWellFormed());
    const json = fc
      .jsonValue({ maxDepth: 3 })
      .map((any) => JSON.parse(JSON.stringify(any).replaceAll('\\u0000', '')) as unknown);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text, fc.option(text), json, fc.option(json)), { maxLength: 5 }),
        async (rows) => {
          await write(
            ...rows.map(([action, subject, reason, facts, after]) => deed({ action, subject, reason, facts, after })),
          );
          expect(await findings()).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('keeps chains whole when many write at once, in whatever order, and nobody waits for ever', async () => {
    const inTwoSteps = () =>
      db.batch([
        ...writeFacts([deed({ storeId: pune })]),
        sql`select pg_sleep(0.002)`,
        ...writeFacts([deed({ storeId: pune })]),
      ]);
    await Promise.all(
      Array.from({ length: 40 }, () => write(deed({ storeId: thane }), deed({ storeId: pune }), deed())),
    );
    await Promise.all(Array.from({ length: 20 }, inTwoSteps));
    const report = await verifyAudit({ db });
    expect(report).toMatchObject({ findings: [], links: 160 });
  });

  it('locks the chains of one write in one order, so that groups of many stores never lock them crosswise', async () => {
    const stores = Array.from({ length: 6 }, () => randomIds.next());
    const group = (order: readonly string[]) =>
      write(...order.flatMap((storeId) => [deed({ storeId }), deed({ storeId })]));
    await Promise.all(Array.from({ length: 30 }, (_, i) => group(i % 2 === 0 ? stores : stores.toReversed())));
    expect(await verifyAudit({ db })).toMatchObject({ findings: [], links: 360, chains: 6 });
  });

  it('takes a row that is written again for the same row', async () => {
    const twice = deed();
    await write(twice);
    await write(twice, deed());
    expect(await verifyAudit({ db })).toMatchObject({ findings: [], links: 2 });
    const [unique] = await db.query(
      sql`select count(*)::int as n from pg_index where indrelid = 'audit_log'::regclass and indisunique`,
    );
    expect(unique).toEqual({ n: 1 });
  });

  it('takes the whole deed back when its row cannot be written, and when it cannot be chained', async () => {
    const price = sql`insert into milestones (name, facts, reached_at) values ('the deed', '{}', now())`;
    for (const obstacle of [
      { table: sql`audit_log`, check: sql`action <> 'test.deed'` },
      { table: sql`audit_links`, check: sql`position < 0` },
    ]) {
      await db.query(sql`alter table ${obstacle.table} add constraint obstacle check (${obstacle.check})`);
      await expect(db.batch([price, ...writeFacts([deed()])])).rejects.toThrow(/obstacle/);
      await db.query(sql`alter table ${obstacle.table} drop constraint obstacle`);
      expect(await db.query(sql`select 1 from milestones where name = 'the deed'`)).toEqual([]);
    }
  });

  it('refuses to change, delete or empty it, even to its owner', async () => {
    await write(deed());
    for (const statement of [
      sql`update audit_log set actor = 'x'`,
      sql`delete from audit_log`,
      sql`truncate audit_log`,
      sql`update audit_links set hash = 'x'`,
      sql`delete from audit_links`,
      sql`truncate audit_links`,
      sql`delete from audit_heads`,
    ]) {
      await expect(db.query(statement)).rejects.toThrow(/only added to/);
    }
    expect(await findings()).toEqual([]);
  });

  it.each<[string, SQL[], object]>([
    [
      'a changed row',
      [sql`update audit_log set facts = '{"amountPaise": 1}' where subject = '3'`],
      { what: 'changed', position: 3 },
    ],
    ['a deleted row', [sql`delete from audit_log where subject = '3'`], { what: 'missing', position: 3 }],
    [
      'a row deleted with its link',
      [sql`delete from audit_links where position = 3`, sql`delete from audit_log where subject = '3'`],
      { what: 'missing', position: 4 },
    ],
    [
      'an inserted row',
      [
        sql`insert into audit_log (id, at, actor, action, subject, request_id, facts) values (gen_random_uuid(), now(), 'x', 'x', 'x', 'x', '{}')`,
      ],
      { what: 'inserted' },
    ],
    [
      'two rows that changed places',
      [
        sql`update audit_links k set audit_id = gen_random_uuid() where position = 2`,
        sql`update audit_links set audit_id = (select id from audit_log where subject = '2') where position = 4`,
        sql`update audit_links set audit_id = (select id from audit_log where subject = '4') where position = 2`,
      ],
      { what: 'changed', position: 2 },
    ],
    [
      'an end that was cut off',
      [sql`delete from audit_links where position > 3`, sql`delete from audit_log where subject in ('4', '5')`],
      { what: 'cut off' },
    ],
  ])('finds %s', async (_, statements, finding) => {
    for (const subject of ['1', '2', '3', '4', '5']) await write(deed({ subject }));
    await behindItsBack(...statements);
    expect(await findings()).toMatchObject([finding]);
  });

  it('lets whole days go when their time is over, and what stays is whole', async () => {
    for (let i = 0; i < 3; i += 1) await write(deed({ storeId: pune }));
    // Two days pass.
    await behindItsBack(
      sql`update audit_links set chain = split_part(chain, '/', 1) || '/2020-01-01', hash = audit_hash(previous_hash, split_part(chain, '/', 1) || '/2020-01-01', position,
        (select l from audit_log l where l.id = audit_id)) where position = 1`,
      sql`update audit_heads set day = '2020-01-01', position = 1, hash = (select hash from audit_links where position = 1)`,
      sql`delete from audit_log where id in (select audit_id from audit_links where position > 1)`,
      sql`delete from audit_links where position > 1`,
    );
    await write(deed({ storeId: pune }), deed({ storeId: pune }));
    expect(await verifyAudit({ db })).toMatchObject({ findings: [], chains: 2, links: 3 });
    await db.query(sql`select forget_audit_before('2021-01-01')`);
    expect(await verifyAudit({ db })).toMatchObject({ findings: [], chains: 1, links: 2 });
    await write(deed({ storeId: pune }));
    expect(await findings()).toEqual([]);
    await expect(db.query(sql`delete from audit_log`)).rejects.toThrow(/only added to/);
  });
});
