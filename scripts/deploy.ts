import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { showSteps } from './runtime/progress.ts';
import { GATEWAY, PROJECT_ROOT, runnableWorkers, type WorkerSource } from './runtime/project.ts';

/**
 * `npm run deploy`: bundles every Worker as Cloudflare would get it, and uploads nothing.
 * `-- --live` uploads, the gateway last, because it binds to all others. `-- --live --first` first makes the queues, the
 * bucket and an empty gateway, which the storefront's binding needs. `-- --env staging` picks an environment.
 */
const { values: flags } = parseArgs({
  options: { live: { type: 'boolean' }, first: { type: 'boolean' }, env: { type: 'string' } },
});

const QUEUES = ['analytics', 'campaigns', 'catalog', 'webhooks'].flatMap((name) => [
  `tincture-events-${name}`,
  `tincture-events-${name}-dlq`,
]);
const BUCKET = 'tincture-files';
const COMPATIBILITY_DATE = '2026-10-01';

async function wrangler(args: string[]): Promise<void> {
  const child = spawn('wrangler', args, { cwd: PROJECT_ROOT, stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`wrangler ${args.slice(0, 3).join(' ')} ended with code ${code}`);
}

async function prepareAccount(): Promise<void> {
  for (const queue of QUEUES) await wrangler(['queues', 'create', queue]);
  await wrangler(['r2', 'bucket', 'create', BUCKET]);
  const dir = join(PROJECT_ROOT, 'dist/.first-deploy');
  mkdirSync(dir, { recursive: true });
  const emptyGateway = join(dir, 'worker.js');
  writeFileSync(emptyGateway, "export default { fetch: () => new Response('Opening soon.', { status: 503 }) };\n");
  await wrangler(['deploy', emptyGateway, '--name', GATEWAY, '--compatibility-date', COMPATIBILITY_DATE]);
}

function deployArgs({ name, configPath }: WorkerSource): string[] {
  const environment = flags.env ? ['--env', flags.env] : [];
  const target = flags.live ? [] : ['--dry-run', '--outdir', join(PROJECT_ROOT, 'dist/.deploy', name)];
  return ['deploy', '--config', configPath, ...environment, ...target];
}

/** Objects before their users, the gateway after all it binds to. */
function inDeployOrder(workers: WorkerSource[]): WorkerSource[] {
  const rank = ({ name }: WorkerSource) => (name === 'tincture-objects' ? 0 : name === GATEWAY ? 2 : 1);
  return workers.toSorted((a, b) => rank(a) - rank(b));
}

try {
  await buildAll(showSteps().step);
  if (flags.live && flags.first) await prepareAccount();
  for (const worker of inDeployOrder(runnableWorkers(PROJECT_ROOT))) {
    process.stdout.write(`\n${worker.name}\n`);
    await wrangler(deployArgs(worker));
  }
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
