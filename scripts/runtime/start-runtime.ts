import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildAll } from '../build.ts';
import { bundleWorker } from './bundle-worker.ts';
import { assertPortFree, freePort } from './free-port.ts';
import { type Guard, startGuard } from './guard.ts';
import { everyMinuteWorkers, keepCrons } from './local-crons.ts';
import { localSecrets } from './local-secrets.ts';
import { migrate } from './migrate.ts';
import { operatorKey } from './operator-key.ts';
import { GATEWAY, PROJECT_ROOT, runnableWorkers, type WorkerSource } from './project.ts';
import { quietTools } from './quiet-tools.ts';
import { sealPlainRows } from './seal-existing.ts';
import { type DatabaseConnection, type RunningDatabase, startDatabase } from './start-database.ts';
import { type RunningWorkers, startWorkers, type WorkerLog } from './start-workers.ts';
import { openTestProviders, type RunningProviders, type TestProviderUrls } from './test-providers.ts';
import { workerOptions } from './worker-options.ts';

export interface RuntimeOptions {
  /** Database, objects, files, queues and the operator key live below it. */
  dataDir: string;
  /** 0 (the default) takes a free one. */
  port?: number;
  /** Loopback unless told otherwise. */
  host?: string;
  /** Starts over: what is in the data folder is deleted. */
  fresh?: boolean;
  /** More variables for every Worker. */
  vars?: Record<string, string>;
  /** The embedded database when absent. */
  databaseUrl?: string;
  /** Fixes the port of the local Neon endpoint. */
  endpointPort?: number;
  /** Everything is built already: skips looking for what has changed. */
  built?: boolean;
  /** Another project folder with the same layout. */
  root?: string;
  /** One more Worker in the same workerd, with a socket of its own: the baselines of a bench. */
  beside?: WorkerSource;
  /** Keeps the Workers' logs off the terminal; they always reach `onLog`. */
  quiet?: boolean;
  onLog?: (log: WorkerLog) => void;
  /** Wraps each step, to show progress. */
  step?: Step;
  /** Runs when the database is migrated and before a Worker sees it; gets the names of the migrations just applied. */
  beforeWorkers?: (database: DatabaseConnection, applied: string[]) => Promise<void>;
}

export type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export interface Runtime {
  url: string;
  besideUrl?: string;
  database: DatabaseConnection;
  /** host:port of the local Neon endpoint; absent on Neon. */
  databaseEndpoint?: string;
  operatorKey: string;
  /** Payment providers in test mode; undefined where the environment holds keys of real ones. */
  testProviders: TestProviderUrls | undefined;
  /** kill -9 of `runtime` ends the other processes too. */
  pids: { runtime: number; database?: number };
  /** Workers that are bound somewhere but have no code yet. */
  missingWorkers: string[];
  /** Swaps in the Workers that are built now; objects and files stay. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

const plainStep: Step = (_name, work) => work();

/** Starts the whole shop on this machine: database, migrations, all Workers in one workerd. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  quietTools();
  const { root = PROJECT_ROOT, host = '127.0.0.1', step = plainStep } = options;
  const dataDir = resolve(options.dataDir);
  // Cookies, passkeys and links know the shop by its origin, so its port is settled first.
  const port = options.port || (await freePort(host));
  await assertPortFree(host, port);
  const guard = await startGuard(dataDir);
  let database: RunningDatabase | undefined;
  let providers: RunningProviders | undefined;
  try {
    if (options.fresh) emptyDataFolder(dataDir);
    const running = await step('database', () => startDatabase({ ...options, dataDir: join(dataDir, 'database') }));
    database = running;
    const applied = await step('migrations', () => migrate(running, join(root, 'db/migrations')));
    await sealPlainRows(running, () => options.vars?.PERSONAL_KEYS ?? localSecrets(dataDir).PERSONAL_KEYS);
    await options.beforeWorkers?.(running, applied);
    const key = operatorKey(dataDir);
    providers = await openTestProviders(dataDir, port);
    const vars = { ...localVars(running, key, port), ...localSecrets(dataDir), ...providers.vars, ...options.vars };
    const sources = () => [...runnableWorkers(root), ...(options.beside ? [options.beside] : [])];
    const readWorkers = () => sources().map((source) => workerOptions(source, vars));
    if (!options.built) await buildAll(step, root);
    if (options.beside) await bundleWorker(options.beside);
    const sockets = { entry: GATEWAY, beside: options.beside?.name, host, port };
    const state = { stateDir: join(dataDir, 'state'), onLog: logger(options) };
    const workers = await step('workers', () => startWorkers({ workers: readWorkers(), ...sockets, ...state }));
    let stopping: Promise<void> | undefined;
    const report = (name: string, error: unknown) =>
      logger(options)({
        timestamp: Date.now(),
        level: 'warn',
        message: `The cron of ${name} failed: ${String(error)}`,
      });
    const stopCrons = keepCrons(everyMinuteWorkers(runnableWorkers(root)), (name) => workers.trigger(name), report);
    return {
      url: workers.url,
      besideUrl: workers.besideUrl,
      database: { url: running.url, localEndpoint: running.localEndpoint },
      databaseEndpoint: running.localEndpoint,
      operatorKey: key,
      testProviders: providers.urls,
      pids: { runtime: process.pid, database: running.pid },
      missingWorkers: workers.missing,
      reload: () => workers.reload(readWorkers()),
      stop: () => {
        stopCrons();
        stopping ??= stopAll(workers, running, guard, providers);
        return stopping;
      },
    };
  } catch (error) {
    await providers?.stop();
    await database?.stop();
    await guard.release();
    throw error;
  }
}

/** What every Worker is told on one machine; in production these are secrets and variables of its environment. */
function localVars({ url, localEndpoint }: DatabaseConnection, key: string, port: number): Record<string, string> {
  return {
    DATABASE_URL: url,
    ...(localEndpoint && { NEON_LOCAL: localEndpoint }),
    OPERATOR_KEY: key,
    LOCAL_MAILS: '1',
    LOCAL_TARGETS: '1',
    SHOP_URL: `http://localhost:${port}`,
    SITE_ORIGIN: `http://localhost:${port}`,
    APP_VERSION: process.env.npm_package_version ?? 'local',
  };
}

/** The Workers first: they would report a database that is gone. */
async function stopAll(
  workers: RunningWorkers,
  database: RunningDatabase,
  guard: Guard,
  providers?: RunningProviders,
): Promise<void> {
  await workers.stop();
  await providers?.stop();
  await database.stop();
  await guard.release();
}

/** The operator's key, the secrets and the lock stay. */
function emptyDataFolder(dataDir: string): void {
  for (const name of ['database', 'state', 'providers']) rmSync(join(dataDir, name), { recursive: true, force: true });
}

function logger({ quiet, onLog }: RuntimeOptions): (log: WorkerLog) => void {
  return (log) => {
    onLog?.(log);
    if (!quiet && (log.level === 'error' || log.level === 'warn')) process.stderr.write(`${log.message}\n`);
  };
}
