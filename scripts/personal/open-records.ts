import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BULK_DEADLINE_MS, type Database, openDatabase } from '#db/client';
import { startGuard } from '../runtime/guard.ts';
import { type DatabaseConnection, startDatabase } from '../runtime/start-database.ts';
import { CannotDoIt } from '../sheets/running-shop.ts';

export interface OpenRecords extends DatabaseConnection {
  db: Database;
  close(): Promise<void>;
}

/** `postgresql://…`, or the data folder of a shop on this machine. */
export const isUrl = (place: string): boolean => /^postgres(ql)?:\/\//.test(place);

/**
 * The records at an address, or in a folder that no shop is using: it stays locked until they are closed. A folder must hold
 * a shop, unless `makeRoom` makes it ready for a new one, under the lock.
 */
export async function openRecords(place: string, makeRoom?: () => void): Promise<OpenRecords> {
  if (!isUrl(place)) return openFolder(place, makeRoom);
  const running = await startDatabase({ databaseUrl: place });
  return recordsOf(running, () => running.stop());
}

/**
 * The driver tells databases behind local endpoints apart by host and port alone, so two of one server would be mixed up:
 * each is called by its endpoint, which knows what lies behind it.
 */
function recordsOf({ url, localEndpoint }: DatabaseConnection, close: () => Promise<void>): OpenRecords {
  const connection =
    localEndpoint === undefined
      ? { url }
      : { url: `postgresql://records:records@${localEndpoint}/records`, localEndpoint };
  return { ...connection, db: openDatabase({ ...connection, deadlineMs: BULK_DEADLINE_MS }), close };
}

async function openFolder(dataDir: string, makeRoom: (() => void) | undefined): Promise<OpenRecords> {
  const folder = join(dataDir, 'database');
  if (makeRoom === undefined && !existsSync(folder)) throw new CannotDoIt(`There is no shop in ${dataDir}.`);
  const guard = await startGuard(dataDir);
  try {
    makeRoom?.();
    const running = await startDatabase({ dataDir: folder });
    return recordsOf(running, async () => {
      await running.stop();
      await guard.release();
    });
  } catch (error) {
    await guard.release();
    throw error;
  }
}
