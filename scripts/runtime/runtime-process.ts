import { closeOnSignal } from './close-on-signal.ts';
import { type RuntimeOptions, startRuntime } from './start-runtime.ts';

/** Entry of a runtime in a process of its own, for tests that kill it. Its options come as JSON in the first argument. */
export type RuntimeReport =
  | {
      type: 'ready';
      url: string;
      besideUrl?: string;
      databaseEndpoint?: string;
      databaseUrl: string;
      operatorKey: string;
    }
  | { type: 'log'; level: string; message: string }
  | { type: 'failed'; message: string };

const report = (message: RuntimeReport) => process.send?.(message);

const options = JSON.parse(process.argv[2] ?? '{}') as RuntimeOptions;
const opening = startRuntime({ ...options, onLog: ({ level, message }) => report({ type: 'log', level, message }) });
closeOnSignal(opening);
// The test that started it is gone.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
opening.then(
  ({ url, besideUrl, databaseEndpoint, database, operatorKey }) =>
    report({ type: 'ready', url, besideUrl, databaseEndpoint, databaseUrl: database.url, operatorKey }),
  (error: unknown) => {
    report({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.exit(1);
  },
);
