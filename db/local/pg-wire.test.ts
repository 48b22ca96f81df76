import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEngine } from './test-engine.ts';

let engine: Awaited<ReturnType<typeof startTestEngine>>;
beforeAll(async () => {
  engine = await startTestEngine({ idleInTransactionMs: 500 });
}, 60_000);
afterAll(() => engine.stop());

async function withClients(count: number, use: (clients: pg.Client[]) => Promise<void>): Promise<void> {
  const clients = await Promise.all(Array.from({ length: count }, () => engine.connect()));
  try {
    await use(clients);
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  }
}

const cut = (client: pg.Client) => (client as unknown as { connection: pg.Connection }).connection.stream.destroy();

describe('the wire server', () => {
  it('keeps parallel transactions apart: what one rolls back, no other loses', async () => {
    await withClients(8, async (clients) => {
      await clients[0]?.query('create table counted (i int)');
      await Promise.all(
        clients.map(async (client, i) => {
          await client.query('begin');
          await client.query('insert into counted values ($1)', [i]);
          await wait(i % 3);
          await client.query(i % 2 === 0 ? 'commit' : 'rollback');
        }),
      );
      const left = await clients[0]?.query('select i from counted order by i');
      expect(left?.rows.map(({ i }) => i)).toEqual([0, 2, 4, 6]);
    });
  });

  it('answers every connection with its own result while all of them ask', async () => {
    await withClients(6, async (clients) => {
      await Promise.all(
        clients.map(async (client, mine) => {
          for (let i = 0; i < 50; i += 1) {
            const { rows } = await client.query('select $1::int as mine, $2::int as i', [mine, i]);
            expect(rows).toEqual([{ mine, i }]);
          }
        }),
      );
    });
  });

  it('rolls back and goes on when a client disappears in the middle of a transaction', async () => {
    await withClients(2, async ([gone, other]) => {
      await other?.query('create table kept (i int)');
      await gone?.query('begin');
      await gone?.query('insert into kept values (1)');
      const next = other?.query('select count(*)::int as n from kept');
      if (gone) cut(gone);
      expect((await next)?.rows).toEqual([{ n: 0 }]);
    });
  });

  it('cuts off a client that leaves its transaction open', async () => {
    await withClients(2, async ([idle, other]) => {
      await idle?.query('begin');
      expect((await other?.query('select 1 as one'))?.rows).toEqual([{ one: 1 }]);
      await expect(idle?.query('commit')).rejects.toThrow();
    });
  });

  it('lets two connections use one statement name for different statements', async () => {
    await withClients(2, async ([a, b]) => {
      const first = await a?.query({ name: 'same', text: 'select 1 as v' });
      const second = await b?.query({ name: 'same', text: 'select 2 as v' });
      expect([first?.rows, second?.rows]).toEqual([[{ v: 1 }], [{ v: 2 }]]);
    });
  });

  it('leaves neither statements nor settings of a client behind', async () => {
    await withClients(1, async ([client]) => {
      await client?.query({ name: 'left', text: 'select 1' });
      await client?.query("set application_name = 'somebody'");
    });
    await withClients(1, async ([client]) => {
      const statements = await client?.query('select count(*)::int as n from pg_prepared_statements');
      const name = await client?.query("select current_setting('application_name') as name");
      expect(statements?.rows).toEqual([{ n: 0 }]);
      expect(name?.rows[0].name).not.toBe('somebody');
    });
  });

  it('carries a parameter of five megabytes', async () => {
    await withClients(1, async ([client]) => {
      const answer = await client?.query('select length($1::text) as n', ['x'.repeat(5_000_000)]);
      expect(answer?.rows).toEqual([{ n: 5_000_000 }]);
    });
  });

  it('survives noise on its port', async () => {
    await fetch(`http://127.0.0.1:${engine.postgres.port}/`).catch(() => undefined);
    await withClients(1, async ([client]) => {
      expect((await client?.query('select 1 as one'))?.rows).toEqual([{ one: 1 }]);
    });
  });
});
