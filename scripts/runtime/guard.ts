import { type ChildProcess, fork } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { join } from 'node:path';
import type { GuardOrder, GuardReport } from './guard-process.ts';

export class DataFolderInUse extends Error {
  constructor(dataDir: string) {
    super(`${dataDir} is in use by another run. Stop that one first, or give this one a folder of its own.`);
    this.name = 'DataFolderInUse';
  }
}

export interface Guard {
  /** Lets go of the children and of the lock on the data folder. */
  release(): Promise<void>;
}

const ENTRY = join(import.meta.dirname, 'guard-process.ts');
/** Node's own notice of every child that is started, also by a library. */
const CHILD_STARTED = 'child_process';

/** Locks the data folder, and sees to it that every child started from now on dies with this process. */
export async function startGuard(dataDir: string): Promise<Guard> {
  const guard = fork(ENTRY, [dataDir], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const report = await new Promise<GuardReport>((resolve, reject) => {
    guard.once('message', resolve);
    guard.once('exit', (code) =>
      reject(new Error(`${dataDir} could not be locked; the guard ended with code ${code}`)),
    );
  });
  if (report === 'in-use') throw new DataFolderInUse(dataDir);

  const order = (message: GuardOrder) => guard.connected && guard.send(message);
  const watchChild = (message: unknown) => {
    const { process: child } = message as { process: ChildProcess };
    child.once('spawn', () => {
      if (child.pid) order({ watch: child.pid });
    });
  };
  subscribe(CHILD_STARTED, watchChild);
  return {
    async release() {
      unsubscribe(CHILD_STARTED, watchChild);
      if (!guard.connected) return;
      const exited = once(guard, 'exit');
      order('leave');
      guard.disconnect();
      await exited;
    },
  };
}
