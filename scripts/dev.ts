import { watch } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './build.ts';
import { closeOnSignal } from './runtime/close-on-signal.ts';
import { explain, openShop, welcome } from './runtime/open-shop.ts';
import { showSteps } from './runtime/progress.ts';
import { PROJECT_ROOT } from './runtime/project.ts';
import type { Runtime } from './runtime/start-runtime.ts';

/** `npm run dev`: npm start, and what is saved is built and swapped in. Migrations and data need a restart. */
const WATCHED = ['workers', 'durable-objects', 'db', 'storefront/src', 'storefront/public', 'site/src'];
/** An editor writes a file in several steps. */
const SETTLE_MS = 150;

const progress = showSteps();
const opening = openShop({}, progress);
closeOnSignal(opening);
opening.then(
  (runtime) => {
    process.stdout.write(welcome(runtime));
    watchSources(runtime);
  },
  (error: unknown) => {
    process.stderr.write(`\n  ${explain(error)}\n\n`);
    process.exit(1);
  },
);

function watchSources(runtime: Runtime): void {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const rebuild = async () => {
    await buildAll(progress.step);
    await progress.step('workers swapped', () => runtime.reload());
  };
  const report = (error: unknown) => void process.stderr.write(`\n  ${explain(error)}\n\n`);
  for (const folder of WATCHED) {
    const watcher = watch(join(PROJECT_ROOT, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        work = work.then(rebuild).catch(report);
      }, SETTLE_MS);
    });
    // A folder that is not there yet is not watched.
    watcher.on('error', () => watcher.close());
  }
}
