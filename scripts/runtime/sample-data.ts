import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../db/client.ts';
import { appliedSteps, noteApplied } from './migrate.ts';
import { PROJECT_ROOT } from './project.ts';
import type { DatabaseConnection } from './start-database.ts';

type OnProgress = (...parts: (string | number)[]) => void;

interface Seed {
  seedDatabase(input: {
    db: ReturnType<typeof openDatabase>;
    variants?: number;
    onProgress: OnProgress;
  }): Promise<unknown>;
  seedStock(input: {
    db: ReturnType<typeof openDatabase>;
    url: string;
    operatorKey: string;
    onProgress: OnProgress;
  }): Promise<unknown>;
}

const CATALOGUE = 'sample catalogue';
const STOCK = 'sample stock';

/** Both are noted when they are complete; one that was interrupted runs again, so each must bear being repeated. */
export async function fillCatalogue(connection: DatabaseConnection, onProgress: OnProgress, variants?: number) {
  const db = openDatabase({ url: connection.url, localEndpoint: connection.localEndpoint });
  if ((await appliedSteps(db)).has(CATALOGUE)) return;
  const seed = await loadSeed();
  if (!seed) return;
  await seed.seedDatabase({ db, variants, onProgress });
  await noteApplied(db, CATALOGUE);
}

/** Stock is decided by the objects, so it is received through the running API. */
export async function fillStock(
  connection: DatabaseConnection,
  url: string,
  operatorKey: string,
  onProgress: OnProgress,
) {
  const db = openDatabase({ url: connection.url, localEndpoint: connection.localEndpoint });
  if ((await appliedSteps(db)).has(STOCK)) return;
  const seed = await loadSeed();
  if (!seed) return;
  await seed.seedStock({ db, url, operatorKey, onProgress });
  await noteApplied(db, STOCK);
}

async function loadSeed(): Promise<Seed | undefined> {
  const path = join(PROJECT_ROOT, 'db/seed/index.ts');
  return existsSync(path) ? ((await import(path)) as Seed) : undefined;
}
