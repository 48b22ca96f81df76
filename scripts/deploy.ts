import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { unstable_readConfig } from 'wrangler';
import { buildAll } from './build.ts';
import { showSteps } from './runtime/progress.ts';
import { GATEWAY, PROJECT_ROOT, runnableWorkers, type WorkerSource } from './runtime/project.ts';
import { deployProblems, requiredSecrets } from './runtime/required-secrets.ts';

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

/** Names of the secrets that a Worker has; undefined where it does not exist yet. */
async function secretsOf({ configPath }: WorkerSource): Promise<string[] | undefined> {
  const args = ['secret', 'list', '--config', configPath, '--format', 'json', ...environment()];
  const child = spawn('wrangler', args, { cwd: PROJECT_ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) return undefined;
  return (JSON.parse(Buffer.concat(chunks).toString('utf8')) as { name: string }[]).map(({ name }) => name);
}

/** A Worker without its secrets would answer 503 to everybody: it does not go live. */
async function assertReady(workers: WorkerSource[]): Promise<void> {
  const problems: string[] = [];
  for (const worker of workers) {
    const { vars } = unstable_readConfig({ config: worker.configPath, env: flags.env }, { hideWarnings: true });
    const configPath = relative(PROJECT_ROOT, worker.configPath);
    problems.push(
      ...deployProblems({ name: worker.name, configPath, secrets: await secretsOf(worker), variables: vars }),
    );
  }
  if (problems.length > 0) throw new Error(`Not deployed. First:\n\n  ${problems.join('\n  ')}`);
}

/** Tells what a first deployment cannot know: until these are set, nothing is served. */
function listSecrets(): void {
  process.stdout.write('\nSecrets that must be set (docs/deploy.md):\n');
  for (const [name, secrets] of Object.entries(requiredSecrets)) {
    process.stdout.write(`  ${name.padEnd(20)} ${secrets.join(', ')}\n`);
  }
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

const environment = (): string[] => (flags.env ? ['--env', flags.env] : []);

function deployArgs({ name, configPath }: WorkerSource): string[] {
  const target = flags.live ? [] : ['--dry-run', '--outdir', join(PROJECT_ROOT, 'dist/.deploy', name)];
  return ['deploy', '--config', configPath, ...environment(), ...target];
}

/** Objects before their users, the gateway after all it binds to. */
function inDeployOrder(workers: WorkerSource[]): WorkerSource[] {
  const rank = ({ name }: WorkerSource) => (name === 'tincture-objects' ? 0 : name === GATEWAY ? 2 : 1);
  return workers.toSorted((a, b) => rank(a) - rank(b));
}

try {
  await buildAll(showSteps().step);
  if (flags.live && flags.first) await prepareAccount();
  else if (flags.live) await assertReady(inDeployOrder(runnableWorkers(PROJECT_ROOT)));
  for (const worker of inDeployOrder(runnableWorkers(PROJECT_ROOT))) {
    process.stdout.write(`\n${worker.name}\n`);
    await wrangler(deployArgs(worker));
  }
  if (!flags.live || flags.first) listSecrets();
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
