import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DatabaseFailed, DatabaseReady } from '../../db/local/database-process.ts';

export interface DatabaseConnection {
  /** For the driver; carries the credentials. */
  url: string;
  /** host:port of the local Neon endpoint; absent when the driver talks to Neon itself. */
  localEndpoint?: string;
}

export interface RunningDatabase extends DatabaseConnection {
  pid?: number;
  stop(): Promise<void>;
}

const ENTRY = join(import.meta.dirname, '../../db/local/database-process.ts');
/** The first start initialises a cluster (about 5 s); a start after a crash replays its log. */
const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 10_000;

function isNeon(url: string): boolean {
  return new URL(url).hostname.endsWith('.neon.tech');
}

export interface DatabaseOptions {
  /** Folder of the embedded engine; it lives in memory when absent or empty. */
  dataDir?: string;
  /** Absent: the embedded engine. Neon's: used as it is. Any other Postgres: reached through the local endpoint. */
  databaseUrl?: string;
  /** Port of the local endpoint; 0 takes a free one. Fixed only by tests that restart the database. */
  endpointPort?: number;
}

export async function startDatabase({
  dataDir = '',
  databaseUrl,
  endpointPort = 0,
}: DatabaseOptions): Promise<RunningDatabase> {
  if (databaseUrl && isNeon(databaseUrl)) return { url: databaseUrl, stop: async () => undefined };
  const args = [dataDir, String(endpointPort)];
  // The address is handed over in the environment: it carries a password, and arguments are visible to everybody.
  const env = { ...process.env, BEHIND_DATABASE_URL: databaseUrl ?? '' };
  const child = fork(ENTRY, args, { env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ready = await readiness(child);
  return {
    url: databaseUrl ?? `postgresql://postgres:postgres@127.0.0.1:${ready.postgresPort}/postgres`,
    localEndpoint: `127.0.0.1:${ready.endpointPort}`,
    pid: child.pid,
    stop: () => stopProcess(child),
  };
}

async function readiness(child: ChildProcess): Promise<DatabaseReady> {
  const signal = AbortSignal.timeout(START_LIMIT_MS);
  const died = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`the database process ended with code ${code} before it was ready`);
  });
  const message = once(child, 'message', { signal }).then(([first]) => first as DatabaseReady | DatabaseFailed);
  message.catch(() => undefined);
  died.catch(() => undefined);
  const report = await Promise.race([message, died]);
  if (report.type === 'failed') throw new Error(`the database did not start: ${report.message}`);
  return report;
}

/** Asks the process to write its checkpoint and end; what it does not do in time is done at its next start. */
async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await exited;
  clearTimeout(timer);
}
