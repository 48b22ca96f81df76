import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#db/client';
import { startNeonEndpoint } from '../../db/local/neon-endpoint.ts';
import { startTestEngine } from '../../db/local/test-engine.ts';
import { migrate } from '../../scripts/runtime/migrate.ts';
import { installedVersions, startPostgres } from '../postgres-server.ts';

const migrations = join(import.meta.dirname, '../../db/migrations');

interface Started {
  url: string;
  localEndpoint: string;
  stop(): Promise<void>;
}

async function embedded(): Promise<Started> {
  const engine = await startTestEngine();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${engine.postgres.port}/postgres`,
    localEndpoint: `127.0.0.1:${engine.endpointPort}`,
    stop: () => engine.stop(),
  };
}

async function installed(version: string): Promise<Started> {
  const server = await startPostgres(version, { isDurable: false });
  const { hostname, port, username, password, pathname } = new URL(server.url);
  const postgres = { host: hostname, port: Number(port), user: username, password, database: pathname.slice(1) };
  const endpoint = await startNeonEndpoint({ postgres, sessions: 2 });
  return {
    url: server.url,
    localEndpoint: `127.0.0.1:${endpoint.port}`,
    async stop() {
      await endpoint.close();
      server.stop();
    },
  };
}

const kinds = [
  { name: 'the embedded Postgres', start: embedded },
  ...installedVersions.map((version) => ({ name: `Postgres ${version}`, start: () => installed(version) })),
];

describe.each(kinds)('a log of the time before it had months, on $name', ({ start }) => {
  const endings: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of endings.splice(0).toReversed()) await end();
  });

  it('keeps every event with everything in it, each in its month', { timeout: 120_000 }, async () => {
    const started = await start();
    endings.push(() => started.stop());
    const folder = mkdtempSync(join(tmpdir(), 'tincture-older-'));
    endings.push(() => rmSync(folder, { recursive: true }));
    for (const name of readdirSync(migrations).filter((one) => one < '20261122190616')) {
      cpSync(join(migrations, name), join(folder, name), { recursive: true });
    }
    await migrate(started, folder);
    const db = openDatabase(started);
    await db.query(sql`insert into events (id, type, version, subject, store_id, data, occurred_at, correlation_id, due_at, attempts, causation_id)
      select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(i), 3, '0') || '8000000000000000')::uuid,
        'order.placed', 1, i::text, gen_random_uuid(), jsonb_build_object('i', i), at, 'r', case when i % 3 = 0 then at end, i,
        case when i % 2 = 0 then gen_random_uuid() end
      from (select i, '2026-08-15T00:00:00Z'::timestamptz + i * interval '2 days' as at from generate_series(1, 50) i) as made`);
    await db.query(sql`insert into events (id, type, version, subject, data, occurred_at, correlation_id, attempts)
      values ('ffffffff-ffff-4fff-bfff-ffffffffffff', 'order.placed', 1, 'x', '{}', '2026-08-15T00:00:00Z', 'r', 0)`);
    const contents = () => db.query(sql`select to_jsonb(e) as row from events e order by id`);
    const before = await contents();

    await migrate(started, migrations);
    expect(await contents()).toEqual(before);
    const perMonth = await db.query(
      sql`select tableoid::regclass::text as month, count(*)::int as events from events group by 1 order by 1`,
    );
    expect(perMonth).toEqual([
      { month: 'event_months.m2026_08', events: 8 },
      { month: 'event_months.m2026_09', events: 15 },
      { month: 'event_months.m2026_10', events: 15 },
      { month: 'event_months.m2026_11', events: 12 },
      { month: 'event_months.other', events: 1 },
    ]);
    const again = sql`insert into events select * from events where id = 'ffffffff-ffff-4fff-bfff-ffffffffffff'`;
    await expect(db.query(again)).rejects.toThrow(/duplicate key/);
    const guards = await db.query(sql`select relrowsecurity as guarded,
        has_table_privilege('tincture_app', 'events', 'select, insert, update') as open,
        has_table_privilege('tincture_app', 'events', 'delete') as erasable,
        (select count(*)::int from pg_policies where tablename in ('events', 'inbox')) as policies
      from pg_class where oid = 'events'::regclass`);
    expect(guards).toEqual([{ guarded: true, open: true, erasable: false, policies: 5 }]);
  });
});
