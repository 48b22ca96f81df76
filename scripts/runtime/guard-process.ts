import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Entry of the guard: a small process that outlives the runtime by a moment. It holds the lock on the data folder, and
 * when the runtime goes without a word (its IPC channel closes) it kills what the runtime had started before it gives the
 * lock back. So no orphan keeps the port, and two engines never open one folder. Argument: the data folder.
 */
export type GuardReport = 'locked' | 'in-use';
/** The pid of a child to watch, or that the runtime leaves in order, when nothing is to be killed. */
export type GuardOrder = { watch: number } | 'leave';

/** A runtime that was just killed needs a moment until its guard has cleaned up. */
const LOCK_WAIT_MS = 5_000;
const DEATH_WAIT_MS = 300;
const POLL_MS = 10;

const [dataDir = '.'] = process.argv.slice(2);
const watched = new Set<number>();

mkdirSync(dataDir, { recursive: true });
// SQLite's file lock is released by the system however this process ends; a file with a pid would lie after a crash.
const lock = new DatabaseSync(join(dataDir, 'lock'), { timeout: LOCK_WAIT_MS });

function main(): void {
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    report('in-use');
    process.disconnect();
    return;
  }
  process.on('message', (order: GuardOrder) => {
    if (order === 'leave') watched.clear();
    else watched.add(order.watch);
  });
  process.on('disconnect', () => void cleanUp());
  report('locked');
}

async function cleanUp(): Promise<void> {
  for (const pid of watched) signal(pid, 'SIGKILL');
  const deadline = Date.now() + DEATH_WAIT_MS;
  while (Date.now() < deadline && [...watched].some((pid) => signal(pid, 0))) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  lock.close();
  process.exit(0);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function report(message: GuardReport): void {
  process.send?.(message);
}

// Ctrl-C and a polite end reach the whole group; the guard leaves when the runtime has.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
main();
