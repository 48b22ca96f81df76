import { openDatabase } from '#db/client';
import { seedDatabase, seedStock } from '../db/seed/index.ts';
import { startRuntime } from '../scripts/runtime/start-runtime.ts';
import type { ShopOptions } from './shop-process.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as ShopOptions;
const silent = () => undefined;

const shop = await startRuntime({
  dataDir: options.dataDir,
  port: options.port ?? 0,
  built: options.built ?? false,
  endpointPort: options.endpointPort ?? 0,
  vars: { LOCAL_MAILS: '1', ...(options.databaseProxy !== undefined && { NEON_LOCAL: options.databaseProxy }) },
  beforeWorkers: async (connection) => {
    const db = openDatabase({ url: connection.url, localEndpoint: connection.localEndpoint });
    await seedDatabase({ db, variants: options.variants, onProgress: silent });
  },
});
const database = { url: shop.database.url, localEndpoint: shop.databaseEndpoint };
await seedStock({
  db: openDatabase(database),
  url: shop.url,
  operatorKey: shop.operatorKey,
  onProgress: silent,
});
process.once('SIGTERM', () => void shop.stop().then(() => process.exit(0)));
process.send?.({ url: shop.url, operatorKey: shop.operatorKey, database });
