import type { PGlite } from '@electric-sql/pglite';
import type { WireServer } from './pg-wire.ts';

const CHECK_EVERY_MS = 60_000;
/** A start after a crash replays the log since the last checkpoint; this much takes about a second. */
const CHECKPOINT_AFTER_BYTES = 64 * 1024 * 1024;
const VACUUM_AFTER_BYTES = 256 * 1024 * 1024;

/** Does what a Postgres server's background workers do, which the embedded engine lacks: checkpoints and vacuum. */
export function startUpkeep(engine: PGlite, wire: WireServer): { stop(): void } {
  let checkpointAt = 0;
  let vacuumAt = 0;
  const run = async () => {
    const written = await writtenBytes(engine);
    if (written - checkpointAt < CHECKPOINT_AFTER_BYTES) return;
    const needsVacuum = written - vacuumAt >= VACUUM_AFTER_BYTES;
    await engine.exec(needsVacuum ? 'VACUUM (ANALYZE)' : 'CHECKPOINT');
    if (needsVacuum) await engine.exec('CHECKPOINT');
    checkpointAt = written;
    if (needsVacuum) vacuumAt = written;
  };
  const timer = setInterval(() => void wire.exclusively(run).catch(() => undefined), CHECK_EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

async function writtenBytes(engine: PGlite): Promise<number> {
  const { rows } = await engine.query<{ bytes: number }>(
    "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as bytes",
  );
  return rows[0]?.bytes ?? 0;
}
