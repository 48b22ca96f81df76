import { neon, neonConfig, Pool } from '@neondatabase/serverless';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEngine } from './test-engine.ts';

const URL_OF_ANY_DATABASE = 'postgresql://postgres:postgres@localhost/postgres';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
let sql: ReturnType<typeof neon>;
beforeAll(async () => {
  engine = await startTestEngine();
  const address = `127.0.0.1:${engine.endpointPort}`;
  neonConfig.fetchEndpoint = () => `http://${address}/sql`;
  neonConfig.wsProxy = () => `${address}/v2`;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineTLS = false;
  neonConfig.pipelineConnect = false;
  neonConfig.forceDisablePgSSL = true;
  sql = neon(URL_OF_ANY_DATABASE);
  await sql`create table notes (id int primary key, text text not null, constraint short check (length(text) < 20))`;
}, 60_000);
afterAll(() => engine.stop());

const count = async () => (await sql`select count(*)::int as n from notes`) as { n: number }[];
const post = (body: string, path = '/sql') =>
  fetch(`http://127.0.0.1:${engine.endpointPort}${path}`, { method: 'POST', body });

describe('one query over HTTP', () => {
  it('takes text parameters and answers typed rows', async () => {
    const rows = await sql`select ${12}::int as whole, ${'नमस्ते'}::text as text, ${null}::text as nothing,
      ${'{"a":1}'}::jsonb as json, ${[1, 2]}::int[] as list, ${true}::bool as yes`;
    expect(rows).toEqual([{ whole: 12, text: 'नमस्ते', nothing: null, json: { a: 1 }, list: [1, 2], yes: true }]);
  });

  it('reports SQL state, constraint, table and detail', async () => {
    await sql`insert into notes values (1, 'one')`;
    const failed = sql`insert into notes values (1, 'again')`;
    await expect(failed).rejects.toMatchObject({ code: '23505', constraint: 'notes_pkey', table: 'notes' });
    await expect(sql`insert into notes values (2, ${'x'.repeat(30)})`).rejects.toMatchObject({
      code: '23514',
      constraint: 'short',
    });
    await expect(sql`selec 1`).rejects.toMatchObject({ code: '42601' });
  });

  it('gives each of 300 parallel queries its own answer', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, (_, i) => sql`select ${i}::int as i`));
    expect(answers.map((rows) => (rows as { i: number }[])[0]?.i)).toEqual(Array.from({ length: 300 }, (_, i) => i));
  });

  it('goes on after errors in a statement that is used again and again', async () => {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await expect(sql`select 1 / ${0}::int as q`).rejects.toMatchObject({ code: '22012' });
      expect(await sql`select 4 / ${2}::int as q`).toEqual([{ q: 2 }]);
    }
  });

  it('notices that a table has changed its shape since the statement was planned', async () => {
    await sql`create table shape (a int)`;
    for (let use = 0; use < 3; use += 1) expect(await sql`select * from shape`).toEqual([]);
    await sql`alter table shape add column b text default 'new'`;
    await sql`insert into shape (a) values (1)`;
    expect(await sql`select * from shape`).toEqual([{ a: 1, b: 'new' }]);
  });

  it('refuses what is not a query with 400 and another path with 404', async () => {
    expect((await post('not json')).status).toBe(400);
    expect((await post('{"params":[]}')).status).toBe(400);
    expect((await post('{"queries":[1]}')).status).toBe(400);
    expect((await post('{}', '/other')).status).toBe(404);
  });
});

describe('a batch over HTTP', () => {
  it('answers one result a statement, and a later one sees what an earlier one wrote', async () => {
    const results = await sql.transaction([
      sql`insert into notes values (10, 'ten') returning id`,
      sql`select text from notes where id = 10`,
    ]);
    expect(results).toEqual([[{ id: 10 }], [{ text: 'ten' }]]);
  });

  it('is all or nothing', async () => {
    const before = await count();
    const failed = sql.transaction([
      sql`insert into notes values (20, 'twenty')`,
      sql`insert into notes values (10, 'taken')`,
      sql`insert into notes values (21, 'never')`,
    ]);
    await expect(failed).rejects.toMatchObject({ code: '23505', constraint: 'notes_pkey' });
    expect(await count()).toEqual(before);
  });

  it('is all or nothing when only the commit finds the mistake', async () => {
    await sql`create table child (id int primary key, parent int references notes (id) deferrable initially deferred)`;
    await expect(sql.transaction([sql`insert into child values (1, 999)`])).rejects.toMatchObject({ code: '23503' });
    expect(await sql`select * from child`).toEqual([]);
  });

  it('keeps a setting of one transaction out of the next', async () => {
    const read = () => sql`select current_setting('app.tenant', true) as tenant`;
    const [, inside] = await sql.transaction([sql`select set_config('app.tenant', 'one', true)`, read()]);
    expect(inside).toEqual([{ tenant: 'one' }]);
    expect(await read()).not.toEqual([{ tenant: 'one' }]);
  });

  it('runs at the isolation level and in the mode that the caller names', async () => {
    const [level] = await sql.transaction([sql`select current_setting('transaction_isolation') as level`], {
      isolationLevel: 'Serializable',
    });
    expect(level).toEqual([{ level: 'serializable' }]);
    const write = sql.transaction([sql`insert into notes values (30, 'thirty')`], { readOnly: true });
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });

  it('loses no update when many batches change one row', async () => {
    await sql`insert into notes values (40, '0')`;
    const raise = () => sql.transaction([sql`update notes set text = (text::int + 1)::text where id = 40`]);
    await Promise.all(Array.from({ length: 100 }, raise));
    expect(await sql`select text from notes where id = 40`).toEqual([{ text: '100' }]);
  });
});

describe('the WebSocket', () => {
  it('carries interactive transactions', async () => {
    const pool = new Pool({ connectionString: URL_OF_ANY_DATABASE, max: 2 });
    // The driver reports the end of its own connection as an error.
    pool.on('error', () => undefined);
    const client = await pool.connect();
    await client.query('begin');
    await client.query('insert into notes values (50, $1)', ['fifty']);
    await client.query('rollback');
    expect((await client.query('select * from notes where id = 50')).rows).toEqual([]);
    client.release();
    await pool.end();
  });
});
