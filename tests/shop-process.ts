import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DatabaseConfig } from '#db/client';

/** What a running shop tells its test. */
export interface ShopFacts {
  url: string;
  operatorKey: string;
  database: DatabaseConfig;
}

export interface ShopProcess extends ShopFacts {
  /** kill -9, with nothing said before. */
  kill(): Promise<void>;
  /** As Ctrl-C does. */
  stop(): Promise<void>;
}

export interface ShopOptions {
  dataDir: string;
  port?: number;
  /** Size of the sample company; it is made once per data folder. */
  variants: number;
  /** Bundles are up to date. */
  built?: boolean;
  /** Runs tincture-bench beside the shop. */
  withBench?: boolean;
  /** Fixes the port of the local Neon endpoint. */
  endpointPort?: number;
  /** host:port that the Workers reach the database through instead. */
  databaseProxy?: string;
}

const ENTRY = join(import.meta.dirname, 'shop-child.ts');
const START_LIMIT_MS = 280_000;

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/** Starts the whole shop in a process of its own, so that a test can kill it in the middle of its work. */
export async function startShop(options: ShopOptions): Promise<ShopProcess> {
  const child = fork(ENTRY, [JSON.stringify(options)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const signal = AbortSignal.timeout(START_LIMIT_MS);
  const died = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`The shop ended with code ${String(code)} before it was ready.`);
  });
  died.catch(() => undefined);
  const ready = once(child, 'message', { signal }).then(([message]) => message as ShopFacts);
  ready.catch(() => undefined);
  const facts = await Promise.race([ready, died]);
  return { ...facts, kill: () => end(child, 'SIGKILL'), stop: () => end(child, 'SIGTERM') };
}
