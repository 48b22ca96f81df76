import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BuildFailed } from './build-failed.ts';
import { buildIfChanged, hashInputs } from './input-hash.ts';

interface WebApp {
  name: string;
  /** Without it there is nothing to build yet. */
  config: string[];
  command: string[];
  output: string;
}

/** The API's client, which both speak through. */
const CLIENT = 'workers/gateway/client';

const WEB_APPS: WebApp[] = [
  {
    name: 'storefront',
    config: ['astro.config.ts', 'astro.config.mjs'],
    command: ['astro', 'build'],
    output: 'dist/server',
  },
  { name: 'site', config: ['vite.config.ts'], command: ['vite', 'build'], output: 'dist/index.html' },
];

/** The workspaces that exist, with how to build each when its sources changed. */
export function webBuilds(root: string): { name: string; build: () => Promise<boolean> }[] {
  return WEB_APPS.filter(({ name, config }) => config.some((file) => existsSync(join(root, name, file)))).map(
    (app) => ({
      name: app.name,
      build: () => {
        const stampPath = join(root, 'dist/.built', app.name);
        const digest = hashInputs(root, [app.name, CLIENT, 'package-lock.json']);
        const outputPath = join(root, app.name, app.output);
        return buildIfChanged({ stampPath, digest, outputPath }, () => run(app, root));
      },
    }),
  );
}

async function run({ name, command }: WebApp, root: string): Promise<void> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: join(root, name), stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new BuildFailed(name, Buffer.concat(chunks).toString());
}
