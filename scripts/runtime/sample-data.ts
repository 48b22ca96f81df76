import { sql } from 'drizzle-orm';
import { BULK_DEADLINE_MS, openDatabase } from '../../db/client.ts';
import { seedDatabase, seedStock } from '../../db/seed/index.ts';
import type { DatabaseConnection } from './start-database.ts';

type OnProgress = (text: string) => void;

/** Both know by themselves whether they are done already, and take up a run that was cut off. */
export async function fillCatalogue(connection: DatabaseConnection, onProgress: OnProgress, variants?: number) {
  const db = openDatabase({ ...connection, deadlineMs: BULK_DEADLINE_MS });
  const { seeded } = await seedDatabase({ db, variants, onProgress });
  // The first plans are made in a moment, and no background worker has counted the rows yet.
  if (seeded) await db.query(sql.raw('analyze'));
}

/** Stock is decided by the objects, so it is booked through the running shop. */
export async function fillStock(
  shop: { database: DatabaseConnection; url: string; operatorKey: string },
  onProgress: OnProgress,
) {
  const { database, url, operatorKey } = shop;
  await seedStock({ db: openDatabase({ ...database, deadlineMs: BULK_DEADLINE_MS }), url, operatorKey, onProgress });
}
