import { mkdirSync } from 'node:fs';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { type LocalWorker, withoutMissingWorkers } from './worker-options.ts';

export interface WorkerLog {
  timestamp: number;
  level: string;
  message: string;
}

export interface WorkersOptions {
  workers: LocalWorker[];
  /** The Worker that gets the port. */
  entry: string;
  /** Another Worker that gets a socket of its own: the baselines of a bench. */
  beside?: string;
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Objects, queues, files and key-value pairs live below it; absent: they end with the process. */
  stateDir?: string;
  onLog: (log: WorkerLog) => void;
}

export interface RunningWorkers {
  url: string;
  besideUrl?: string;
  /** Names of Workers that are bound somewhere but do not exist yet. */
  missing: string[];
  /** Replaces the code and settings of all Workers, on the same port. */
  reload(workers: LocalWorker[]): Promise<void>;
  /** Runs the `scheduled` handler of a Worker. */
  trigger(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** Runs Workers together in one workerd, the entry on a socket of its own with nothing in front of it. */
export async function startWorkers(options: WorkersOptions): Promise<RunningWorkers> {
  if (options.stateDir) mkdirSync(options.stateDir, { recursive: true });
  let { port } = options;
  const missing = new Set<string>();
  const instance = (workers: LocalWorker[]) => {
    const complete = withoutMissingWorkers(workers);
    for (const name of complete.missing) missing.add(name);
    return convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      cf: false,
      log: new Log(LogLevel.ERROR),
      logRequests: false,
      telemetry: { enabled: false },
      unsafeLocalExplorer: false,
      resourcePersistencePath: options.stateDir,
      handleStructuredLogs: options.onLog,
      handleUncaughtError: (error) => options.onLog(uncaught(error)),
      workers: complete.workers.map((worker) =>
        directly(worker, { [options.entry]: port, ...(options.beside && { [options.beside]: 0 }) }, options.host),
      ),
    });
  };

  const runtime = keepingSignals(() => new Miniflare(instance(options.workers)));
  try {
    await runtime.ready;
    const url = (await runtime.unsafeGetDirectURL(options.entry)).origin;
    const besideUrl = options.beside && (await runtime.unsafeGetDirectURL(options.beside)).origin;
    port = Number(new URL(url).port);
    return {
      url,
      besideUrl,
      missing: [...missing],
      reload: (workers) => runtime.setOptions(instance(workers)),
      trigger: async (name) => {
        const worker = await runtime.getWorker(name);
        await worker.scheduled({ cron: '* * * * *' });
      },
      stop: () => runtime.dispose(),
    };
  } catch (error) {
    await runtime.dispose().catch(() => undefined);
    throw error;
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Miniflare would end the process on a signal at once; the database needs its moment, so our own handlers decide. */
function keepingSignals<T>(create: () => T): T {
  const before = new Map(SIGNALS.map((name) => [name, new Set(process.listeners(name))]));
  const created = create();
  for (const name of SIGNALS) {
    for (const listener of process.listeners(name)) {
      if (!before.get(name)?.has(listener)) process.removeListener(name, listener);
    }
  }
  return created;
}

function directly(worker: LocalWorker, ports: Record<string, number>, host: string): LocalWorker {
  const port = ports[worker.name];
  return port === undefined ? worker : { ...worker, unsafeDirectSockets: [{ host, port }] };
}

function uncaught(error: Error): WorkerLog {
  return { timestamp: Date.now(), level: 'error', message: error.stack ?? error.message };
}
