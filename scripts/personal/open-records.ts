import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BULK_DEADLINE_MS, type Database, openDatabase } from '#db/client';
import { startGuard } from '../runtime/guard.ts';
import { startDatabase } from '../runtime/start-database.ts';
import { CannotDoIt } from '../sheets/running-shop.ts';

export interface OpenRecords {
  db: Database;
  url: string;
  localEndpoint?: string | undefined;
  close(): Promise<void>;
}

/** `postgresql://…`, or the data folder of a shop on this machine. */
export const isUrl = (place: string): boolean => /^postgres(ql)?:\/\//.test(place);

/** The records at an address, or in a folder that no shop is using: it stays locked until they are closed. */
export async function openRecords(place: string, mustExist: boolean): Promise<OpenRecords> {
  if (!isUrl(place)) return openFolder(place, mustExist);
  const running = await startDatabase({ databaseUrl: place });
  return { ...running, db: openDatabase({ ...running, deadlineMs: BULK_DEADLINE_MS }), close: () => running.stop() };
}

async function openFolder(dataDir: string, mustExist: boolean): Promise<OpenRecords> {
  const folder = join(dataDir, 'database');
  if (mustExist && !existsSync(folder)) throw new CannotDoIt(`There is no shop in ${dataDir}.`);
  const guard = await startGuard(dataDir);
  try {
    const running = await startDatabase({ dataDir: folder });
    return {
      ...running,
      db: openDatabase({ ...running, deadlineMs: BULK_DEADLINE_MS }),
      async close() {
        await running.stop();
        await guard.release();
      },
    };
  } catch (error) {
    await guard.release();
    throw error;
  }
}
