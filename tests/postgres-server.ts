import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './faults/free-port.ts';

const DEBIAN = '/usr/lib/postgresql';
const binOf = (version: string) => join(DEBIAN, version, 'bin');

/** Every Postgres that Debian's packages have put on this machine. */
export const installedVersions: readonly string[] = (existsSync(DEBIAN) ? readdirSync(DEBIAN) : []).filter((version) =>
  existsSync(join(binOf(version), 'initdb')),
);

export const hasVector = (version: string): boolean =>
  existsSync(`/usr/share/postgresql/${version}/extension/vector.control`);

/** A user who may own a cluster: Postgres refuses to run as root. */
function clusterOwner(): { uid: number; gid: number } {
  const { uid, gid } = userInfo();
  if (uid !== 0) return { uid, gid };
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

export interface PostgresServer {
  url: string;
  stop(): void;
}

/** A cluster of its own on a free port, gone without a trace when it is stopped. `isDurable`: every commit reaches the disk. */
export async function startPostgres(version: string, { isDurable }: { isDurable: boolean }): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tincture-postgres-'));
  const owner = clusterOwner();
  chownSync(folder, owner.uid, owner.gid);
  const cluster = join(folder, 'cluster');
  const port = await freePort();
  const run = (program: string, args: string[]) =>
    execFileSync(join(binOf(version), program), args, { ...owner, cwd: folder, stdio: 'ignore' });
  run('initdb', ['-D', cluster, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync']);
  const options = [
    `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`,
    isDurable ? '' : '-c fsync=off',
  ].join(' ');
  run('pg_ctl', ['-D', cluster, '-w', '-l', join(folder, 'log'), '-o', options, 'start']);
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', ['-D', cluster, '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
