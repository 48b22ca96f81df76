import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '#db/client';
import { migrate } from '../../scripts/runtime/migrate.ts';
import { startDatabase } from '../../scripts/runtime/start-database.ts';
import { hasVector, installedVersions, startPostgres } from '../postgres-server.ts';
import { copyMigrated } from './migrated-cluster.ts';

export interface Engine {
  db: Database;
  /** Of a Postgres server; of the embedded engine good for nothing but its endpoint. */
  url: string;
  /** Whether pgvector is there. */
  hasVector: boolean;
  stop(): Promise<void>;
}

export interface EngineKind {
  name: string;
  /** Known before it starts, so that tests can say by name what they skip. */
  hasVector: boolean;
  start(): Promise<Engine>;
}

const MIGRATIONS = join(import.meta.dirname, '../../db/migrations');

async function ready(
  dataDir: string,
  databaseUrl: string | undefined,
  hasVector: boolean,
  end: () => void,
): Promise<Engine> {
  const running = await startDatabase({ dataDir, ...(databaseUrl !== undefined && { databaseUrl }) });
  await migrate(running, MIGRATIONS);
  return {
    url: running.url,
    db: openDatabase({ url: running.url, localEndpoint: running.localEndpoint }),
    hasVector,
    async stop() {
      await running.stop();
      end();
    },
  };
}

const embedded: EngineKind = {
  name: 'the embedded Postgres',
  hasVector: true,
  async start() {
    const folder = mkdtempSync(join(tmpdir(), 'tincture-engine-'));
    await copyMigrated('embedded', folder, async (dataDir) => {
      const running = await startDatabase({ dataDir });
      await migrate(running, MIGRATIONS);
      await running.stop();
    });
    return ready(folder, undefined, true, () => rmSync(folder, { recursive: true, force: true }));
  },
};

function installedPostgres(version: string): EngineKind {
  return {
    name: `Postgres ${version}`,
    hasVector: hasVector(version),
    async start() {
      const folder = mkdtempSync(join(tmpdir(), 'tincture-engine-'));
      const server = await startPostgres(version, { isDurable: false });
      return ready(folder, server.url, hasVector(version), () => {
        server.stop();
        rmSync(folder, { recursive: true, force: true });
      });
    },
  };
}

/** The embedded engine always; every Postgres that Debian's packages have put on this machine as well. */
export const engines: readonly EngineKind[] = [embedded, ...installedVersions.map(installedPostgres)];
