import { type DatabaseConfig, openDatabase } from '#db/client';
import { seedDatabase, seedStock } from '../db/seed/index.ts';
import { type LocalSecrets, localSecrets } from '../scripts/runtime/local-secrets.ts';
import { createSampleAccounts } from '../scripts/runtime/sample-accounts.ts';
import { type SpawnedRuntime, type SpawnOptions, spawnRuntime } from '../scripts/runtime/spawn-runtime.ts';

/** What a running shop tells its test. */
export interface ShopFacts {
  url: string;
  operatorKey: string;
  database: DatabaseConfig;
  secrets: LocalSecrets;
}

export interface ShopProcess extends ShopFacts {
  runtime: SpawnedRuntime;
}

export interface ShopOptions extends SpawnOptions {
  /** Size of the sample company; it is made once per data folder. */
  variants: number;
}

/** Starts the whole shop with sample data in a process of its own, so that a test can kill it in the middle of its work. */
export async function startShop({ variants, ...options }: ShopOptions): Promise<ShopProcess> {
  const runtime = await spawnRuntime({ ...options, quiet: true, vars: { LOCAL_MAILS: '1', ...options.vars } });
  const { url, operatorKey, databaseUrl, databaseEndpoint } = runtime;
  const database = { url: databaseUrl, localEndpoint: databaseEndpoint };
  const secrets = localSecrets(options.dataDir);
  try {
    const db = openDatabase(database);
    await seedDatabase({ db, variants });
    await createSampleAccounts(database, secrets);
    await seedStock({ db, url, operatorKey });
    return { url, operatorKey, database, secrets, runtime };
  } catch (error) {
    await runtime.stop();
    throw new Error(`The sample company did not fit in.\n${runtime.logs.map(({ message }) => message).join('\n')}`, {
      cause: error,
    });
  }
}
