import type { PGlite } from '@electric-sql/pglite';
import type { WireServer } from './pg-wire.ts';

const CHECK_EVERY_MS = 10_000;
/** A start after a crash replays the log since the last checkpoint; this much takes about a second. */
const CHECKPOINT_AFTER_BYTES = 64 * 1024 * 1024;

/** Postgres' own rules for its background workers, with shorter thresholds, since a young shop grows by leaps. */
const TABLES_DUE = `
  select quote_ident(schemaname) || '.' || quote_ident(relname) as name,
    n_dead_tup > 2000 + 0.2 * n_live_tup as needs_vacuum
  from pg_stat_user_tables
  where n_mod_since_analyze > 200 + 0.2 * n_live_tup or n_dead_tup > 2000 + 0.2 * n_live_tup`;

/**
 * Does what a Postgres server's background workers do, which the embedded engine lacks: statistics, vacuum, checkpoints.
 * Without statistics a plan that was made for an empty table is kept when the table is full.
 */
export class EngineUpkeep {
  readonly #engine: PGlite;
  #checkpointAtBytes = 0;

  constructor(engine: PGlite) {
    this.#engine = engine;
  }

  /** One round. The caller sees to it that no transaction is open. */
  async run(): Promise<void> {
    const { rows: tables } = await this.#engine.query<{ name: string; needs_vacuum: boolean }>(TABLES_DUE);
    for (const { name, needs_vacuum } of tables) {
      await this.#engine.exec(needs_vacuum ? `VACUUM (ANALYZE) ${name}` : `ANALYZE ${name}`);
    }
    const writtenBytes = await this.#writtenBytes();
    if (writtenBytes - this.#checkpointAtBytes < CHECKPOINT_AFTER_BYTES) return;
    await this.#engine.exec('CHECKPOINT');
    this.#checkpointAtBytes = writtenBytes;
  }

  async #writtenBytes(): Promise<number> {
    const { rows } = await this.#engine.query<{ bytes: number }>(
      "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as bytes",
    );
    return rows[0]?.bytes ?? 0;
  }
}

/** A round that fails is reported and left to the next: without upkeep the engine only gets slower. */
export function startUpkeep(engine: PGlite, wire: WireServer): { stop(): void } {
  const upkeep = new EngineUpkeep(engine);
  let isStopped = false;
  const run = () =>
    wire
      .exclusively(() => upkeep.run())
      .catch((error: unknown) => {
        if (!isStopped)
          process.stderr.write(`The upkeep of the database failed and is tried again: ${String(error)}\n`);
      });
  const timer = setInterval(() => void run(), CHECK_EVERY_MS);
  timer.unref();
  return {
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
