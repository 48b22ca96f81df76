import { neon, neonConfig } from '@neondatabase/serverless';
import { afterAll, describe, expect, it } from 'vitest';
import { type SpawnedRuntime, spawnRuntime } from './spawn-runtime.ts';
import { makeTestProject } from './test-project.ts';

const KILLS = 3;
const CLIENTS = 4;

const project = makeTestProject();
afterAll(() => project.remove());

const start = (port: number) => spawnRuntime({ root: project.root, dataDir: project.dataDir, port, quiet: true });

function isGone(url: string): Promise<boolean> {
  return fetch(url).then(
    () => false,
    () => true,
  );
}

/** Inserts rows until the database is gone; answers the ids that were acknowledged. */
async function insertUntilGone({ databaseUrl, databaseEndpoint }: SpawnedRuntime, firstId: number): Promise<number[]> {
  neonConfig.fetchEndpoint = () => `http://${databaseEndpoint}/sql`;
  const sql = neon(databaseUrl);
  const acknowledged: number[] = [];
  for (let id = firstId; ; id += CLIENTS) {
    try {
      await sql.transaction([sql`insert into stores values (${id})`, sql`insert into pairs values (${id})`]);
      acknowledged.push(id);
    } catch {
      return acknowledged;
    }
  }
}

describe('kill -9 of the runtime', () => {
  it('leaves no process behind, loses no commit and no object write, and the next start takes the same port', async () => {
    project.write('db/migrations/20260102000000_pairs/migration.sql', 'create table pairs (id int primary key);');
    let runtime = await start(0);
    const port = Number(new URL(runtime.url).port);
    const acknowledged: number[] = [];
    let counted = 0;
    for (let round = 1; round <= KILLS; round += 1) {
      const clients = Array.from({ length: CLIENTS }, (_, i) => insertUntilGone(runtime, round * 1_000_000 + i));
      counted = Number(await (await fetch(`${runtime.url}/count`)).json());
      await new Promise((resolve) => setTimeout(resolve, 300));
      await runtime.kill();
      const results = await Promise.all(clients);
      acknowledged.push(...results.flat());
      await expect.poll(() => isGone(runtime.url)).toBe(true);
      runtime = await start(port);
      expect(await (await fetch(`${runtime.url}/count`)).json()).toBe(counted + 1);
    }
    neonConfig.fetchEndpoint = () => `http://${runtime.databaseEndpoint}/sql`;
    const sql = neon(runtime.databaseUrl);
    const stored = (await sql`select id from stores join pairs using (id)`) as { id: number }[];
    const present = new Set(stored.map(({ id }) => id));
    expect(acknowledged.length).toBeGreaterThan(KILLS * CLIENTS);
    expect(acknowledged.filter((id) => !present.has(id))).toEqual([]);
    expect(await sql`select count(*)::int as n from pairs where id not in (select id from stores)`).toEqual([{ n: 0 }]);
    expect(await runtime.stop()).toBe(0);
  }, 120_000);
});
