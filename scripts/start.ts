import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { BuildFailed } from './runtime/build-web.ts';
import { PortTaken } from './runtime/free-port.ts';
import { DataFolderInUse } from './runtime/guard.ts';
import { showSteps } from './runtime/progress.ts';
import { PROJECT_ROOT } from './runtime/project.ts';
import { fillCatalogue, fillStock } from './runtime/sample-data.ts';
import { type Runtime, startRuntime } from './runtime/start-runtime.ts';

/** `npm start [-- --fresh] [-- --variants 100000] [-- --sample]`: the whole shop on this machine. */
const { values: flags } = parseArgs({
  options: { fresh: { type: 'boolean' }, variants: { type: 'string' }, sample: { type: 'boolean' } },
});

const DEFAULT_PORT = 8787;
const STOP_LIMIT_MS = 15_000;

async function open(): Promise<Runtime> {
  const { step, detail } = showSteps();
  const { DATABASE_URL: databaseUrl, DATA_DIR, HOST: host } = process.env;
  const dataDir = DATA_DIR ?? join(PROJECT_ROOT, '.data');
  // A database of one's own may hold a real company: it gets sample data only when asked for.
  const wantsSample = !databaseUrl || flags.sample === true;
  const variants = flags.variants ? Number(flags.variants) : undefined;

  await buildAll(step);
  mkdirSync(dataDir, { recursive: true });
  const logFile = createWriteStream(join(dataDir, 'workers.log'));
  const runtime = await startRuntime({
    dataDir,
    databaseUrl,
    host,
    port: Number(process.env.PORT ?? DEFAULT_PORT),
    fresh: flags.fresh,
    built: true,
    step,
    onLog: (log) => logFile.write(`${JSON.stringify(log)}\n`),
    beforeWorkers: async (database) => {
      if (wantsSample) await step('catalogue', () => fillCatalogue(database, detail, variants));
    },
  });
  const { database, url, operatorKey } = runtime;
  if (wantsSample) await step('stock', () => fillStock(database, url, operatorKey, detail));
  return runtime;
}

function welcome({ url, operatorKey, missingWorkers }: Runtime): string {
  const hasConsole = existsSync(join(PROJECT_ROOT, 'site/dist/index.html'));
  return [
    '',
    '  Tincture is open.',
    '',
    `  Shop            ${url}/`,
    ...(hasConsole ? [`  Console         ${url}/admin`] : []),
    `  API reference   ${url}/docs`,
    `  Sent mails      ${url}/dev/mails`,
    `  Operator key    ${operatorKey}`,
    ...missingWorkers.map((name) => `  Not built yet   ${name}`),
    '',
    '  Ctrl-C closes it. Everything is kept; npm start -- --fresh starts over.',
    '',
  ].join('\n');
}

/** Closes in order. Before it is open, or the second time, it just ends; the guard ends what was started. */
function closeOnSignal(opening: Promise<Runtime>): void {
  let opened: Runtime | undefined;
  let closing = false;
  opening.then(
    (runtime) => {
      opened = runtime;
    },
    () => undefined,
  );
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!opened || closing) process.exit(closing ? 130 : 0);
      closing = true;
      process.stdout.write('\n  Closing ...\n');
      setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
      void opened.stop().then(() => process.exit(0));
    });
  }
}

function explain(error: unknown): string {
  const isExpected = error instanceof PortTaken || error instanceof DataFolderInUse || error instanceof BuildFailed;
  if (!(error instanceof Error)) return String(error);
  return isExpected ? error.message : (error.stack ?? error.message);
}

const opening = open();
closeOnSignal(opening);
opening.then(
  (runtime) => process.stdout.write(`${welcome(runtime)}\n`),
  (error: unknown) => {
    process.stderr.write(`\n  ${explain(error)}\n\n`);
    process.exit(1);
  },
);
