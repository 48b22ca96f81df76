import { webBuilds } from './runtime/build-web.ts';
import { bundleWorker } from './runtime/bundle-worker.ts';
import { showSteps } from './runtime/progress.ts';
import { bundledWorkers, PROJECT_ROOT } from './runtime/project.ts';
import { quietTools } from './runtime/quiet-tools.ts';
import type { Step } from './runtime/start-runtime.ts';

/** Builds all Workers, and the storefront and the console when their sources changed. Two cores: all at once. */
export async function buildAll(step: Step, root: string = PROJECT_ROOT): Promise<void> {
  quietTools();
  await Promise.all([
    step('workers built', () => Promise.all(bundledWorkers(root).map(bundleWorker))),
    ...webBuilds(root).map(({ name, build }) => step(`${name} built`, build)),
  ]);
}

if (import.meta.main) {
  const { step } = showSteps();
  await buildAll(step).catch((error: unknown) => {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
