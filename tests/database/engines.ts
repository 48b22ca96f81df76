import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '#db/client';
import { migrate } from '../../scripts/runtime/migrate.ts';
import { startDatabase } from '../../scripts/runtime/start-database.ts';
import { freePort } from '../faults/free-port.ts';

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

const PROJECT = join(import.meta.dirname, '../..');
const DEBIAN = '/usr/lib/postgresql';

async function ready(
  dataDir: string,
  databaseUrl: string | undefined,
  hasVector: boolean,
  end: () => void,
): Promise<Engine> {
  const running = await startDatabase({ dataDir, ...(databaseUrl !== undefined && { databaseUrl }) });
  await migrate(running, join(PROJECT, 'db/migrations'));
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
    return ready(folder, undefined, true, () => rmSync(folder, { recursive: true, force: true }));
  },
};

/** A user who may own a cluster: Postgres refuses to run as root. */
function clusterOwner(): { uid: number; gid: number } {
  const { uid, gid } = userInfo();
  if (uid !== 0) return { uid, gid };
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function installedPostgres(version: string): EngineKind {
  const bin = join(DEBIAN, version, 'bin');
  const hasVector = existsSync(`/usr/share/postgresql/${version}/extension/vector.control`);
  return {
    name: `Postgres ${version}`,
    hasVector,
    async start() {
      const folder = mkdtempSync(join(tmpdir(), 'tincture-postgres-'));
      const owner = clusterOwner();
      chownSync(folder, owner.uid, owner.gid);
      const cluster = join(folder, 'cluster');
      const port = await freePort();
      const run = (program: string, args: string[]) =>
        execFileSync(join(bin, program), args, { ...owner, cwd: folder, stdio: 'ignore' });
      run('initdb', ['-D', cluster, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync']);
      const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off`;
      run('pg_ctl', ['-D', cluster, '-w', '-l', join(folder, 'log'), '-o', options, 'start']);
      const url = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
      return ready(folder, url, hasVector, () => {
        run('pg_ctl', ['-D', cluster, '-m', 'immediate', 'stop']);
        rmSync(folder, { recursive: true, force: true });
      });
    },
  };
}

/** The embedded engine always; every Postgres that Debian's packages have put on this machine as well. */
export const engines: readonly EngineKind[] = [
  embedded,
  ...(existsSync(DEBIAN) ? readdirSync(DEBIAN) : [])
    .filter((version) => existsSync(join(DEBIAN, version, 'bin/initdb')))
    .map(installedPostgres),
];
