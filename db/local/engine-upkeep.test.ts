import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineUpkeep } from './engine-upkeep.ts';
import { openEngine } from './open-engine.ts';

let engine: PGlite;
beforeAll(async () => {
  engine = await openEngine();
}, 60_000);
afterAll(() => engine.close());

async function statistics(table: string) {
  await engine.exec('select pg_stat_force_next_flush()');
  const { rows } = await engine.query<{ mods: number; dead: number; analyzed: boolean }>(
    `select n_mod_since_analyze::int as mods, n_dead_tup::int as dead, last_analyze is not null as analyzed
     from pg_stat_user_tables where relname = $1`,
    [table],
  );
  return rows[0];
}

describe('EngineUpkeep', () => {
  it('counts a table again when it has grown, and leaves a quiet one alone', async () => {
    await engine.exec(`create table "Grown" as select g from generate_series(1, 1000) g;
      create table quiet as select g from generate_series(1, 10) g`);
    expect(await statistics('Grown')).toMatchObject({ mods: 1000 });
    await new EngineUpkeep(engine).run();
    expect(await statistics('Grown')).toMatchObject({ mods: 0, analyzed: true });
    expect(await statistics('quiet')).toMatchObject({ mods: 10, analyzed: false });
  });

  it('clears away what updates have left behind', async () => {
    await engine.exec('create table busy (n int)');
    await engine.exec('insert into busy select g from generate_series(1, 1000) g');
    for (let round = 0; round < 3; round += 1) await engine.exec('update busy set n = n + 1');
    await statistics('busy');
    await new EngineUpkeep(engine).run();
    expect(await statistics('busy')).toMatchObject({ dead: 0 });
  });
});
