import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RuntimeReport } from './runtime-process.ts';
import type { RuntimeOptions } from './start-runtime.ts';

/** The options that survive the way into another process. */
export type SpawnOptions = Omit<RuntimeOptions, 'step' | 'beforeWorkers' | 'onLog'>;

export interface SpawnedRuntime {
  pid: number;
  url: string;
  besideUrl?: string;
  databaseUrl: string;
  /** host:port of the local Neon endpoint. */
  databaseEndpoint?: string;
  operatorKey: string;
  /** What the Workers logged, newest last; at most the latest thousand. */
  logs: { level: string; message: string }[];
  /** kill -9, as a power cut would do it. Resolves when the process is gone; its guard ends the rest within 0.3 s. */
  kill(): Promise<void>;
  /** In order, as Ctrl-C does it. Answers the exit code. */
  stop(): Promise<number | null>;
}

const ENTRY = join(import.meta.dirname, 'runtime-process.ts');
const MAX_LOGS = 1_000;

/** Starts the runtime as a process of its own and waits until it answers. Fails with the runtime's own message. */
export async function spawnRuntime(options: SpawnOptions): Promise<SpawnedRuntime> {
  const child = fork(ENTRY, [JSON.stringify(options)], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const logs: SpawnedRuntime['logs'] = [];
  const ready = await new Promise<Extract<RuntimeReport, { type: 'ready' }>>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the runtime ended with code ${code} before it was ready`)));
    child.on('message', (report: RuntimeReport) => {
      if (report.type === 'ready') resolve(report);
      else if (report.type === 'failed') reject(new Error(report.message));
      else if (logs.push({ level: report.level, message: report.message }) > MAX_LOGS) logs.shift();
    });
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    return (await exited)[0];
  };
  const { url, besideUrl, databaseUrl, databaseEndpoint, operatorKey } = ready;
  return {
    pid: child.pid ?? 0,
    url,
    besideUrl,
    databaseUrl,
    databaseEndpoint,
    operatorKey,
    logs,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}
