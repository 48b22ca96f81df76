import { neon, neonConfig } from '@neondatabase/serverless';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Runtime, startRuntime } from './start-runtime.ts';
import type { WorkerLog } from './start-workers.ts';
import { makeTestProject } from './test-project.ts';

const project = makeTestProject();
const logs: WorkerLog[] = [];
const options = {
  root: project.root,
  dataDir: project.dataDir,
  quiet: true,
  onLog: (log: WorkerLog) => logs.push(log),
};

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ ...options, vars: { EXTRA: 'given' } });
}, 120_000);
afterAll(async () => {
  await runtime.stop();
  project.remove();
}, 30_000);

const get = (path: string) => fetch(`${runtime.url}${path}`);

async function storeIds(): Promise<unknown> {
  const { url, localEndpoint } = runtime.database;
  neonConfig.fetchEndpoint = () => `http://${localEndpoint}/sql`;
  return await neon(url)`select id from stores order by id`;
}

describe('the runtime', () => {
  it('gives every Worker its wrangler variables, the database, the key of the operator and what the caller adds', async () => {
    const env = (await (await get('/env')).json()) as Record<string, unknown>;
    expect(env).toMatchObject({
      GREETING: 'from wrangler.toml',
      EXTRA: 'given',
      DATABASE_URL: runtime.database.url,
      NEON_LOCAL: runtime.databaseEndpoint,
      OPERATOR_KEY: runtime.operatorKey,
    });
  });

  it('leaves out a binding to a Worker that does not exist yet, and says so', async () => {
    const env = (await (await get('/env')).json()) as { bound: string[] };
    expect(env.bound).not.toContain('ABSENT');
    expect(runtime.missingWorkers).toEqual(['tincture-absent']);
  });

  it('connects Workers by objects, queues and entrypoints', async () => {
    expect(await (await get('/entrypoint')).text()).toBe('catalogue');
    expect(await (await get('/count')).json()).toBe(1);
    await get('/send');
    await expect.poll(async () => (await get('/received')).json()).toBe(1);
  });

  it('hands over what Workers log', async () => {
    await get('/log');
    await expect.poll(() => logs.find(({ message }) => message === 'careful')?.level).toBe('warn');
  });

  it('swaps in new code on the same address and keeps the objects', async () => {
    const before = await (await get('/count')).json();
    await runtime.reload();
    expect(await (await get('/count')).json()).toBe(Number(before) + 1);
  });

  it('refuses a second run on the same folder, and a taken port by its number', async () => {
    const port = Number(new URL(runtime.url).port);
    await expect(startRuntime({ ...options, port })).rejects.toThrow(`PORT=${port + 1} npm start`);
    await expect(startRuntime(options)).rejects.toThrow('in use by another run');
  }, 30_000);

  it('keeps everything over a restart and applies only the migrations that are new', async () => {
    await get('/put');
    const before = Number(await (await get('/count')).json());
    const { operatorKey } = runtime;
    await runtime.stop();
    project.write('db/migrations/20260102000000_second/migration.sql', 'insert into stores values (2);');
    let applied: string[] = [];
    runtime = await startRuntime({
      ...options,
      beforeWorkers: async (_database, names) => {
        applied = names;
      },
    });
    expect(applied).toEqual(['20260102000000_second']);
    expect(await storeIds()).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await (await get('/get')).text()).toBe('kept');
    expect(await (await get('/count')).json()).toBe(before + 1);
    expect(runtime.operatorKey).toBe(operatorKey);
  }, 60_000);

  it('starts over when asked to', async () => {
    await runtime.stop();
    runtime = await startRuntime({ ...options, fresh: true });
    expect(await (await get('/count')).json()).toBe(1);
  }, 60_000);
});
