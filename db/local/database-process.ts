import { startUpkeep } from './engine-upkeep.ts';
import { startNeonEndpoint } from './neon-endpoint.ts';
import { openEngine } from './open-engine.ts';
import { startWireServer } from './pg-wire.ts';

/**
 * Entry of the database's own process: the engine, its wire server and the Neon endpoint. Started with an IPC channel;
 * arguments: [data folder or '' for memory, endpoint port or 0]. With BEHIND_DATABASE_URL it serves the endpoint alone, in front of that
 * Postgres. Reports `DatabaseReady` or `DatabaseFailed`, and ends when the channel
 * closes, so that it never outlives a runtime that was killed.
 */
export interface DatabaseReady {
  type: 'ready';
  postgresPort: number;
  endpointPort: number;
}

export interface DatabaseFailed {
  type: 'failed';
  message: string;
}

/** The embedded engine works on one at a time; the second is read and parsed meanwhile. */
const EMBEDDED_SESSIONS = 2;
const SERVER_SESSIONS = 16;

async function main(dataDir: string | undefined, endpointPort: number, databaseUrl: string | undefined): Promise<void> {
  const { postgresPort, endpoint, stop } = databaseUrl
    ? await frontOf(databaseUrl, endpointPort)
    : await embedded(dataDir, endpointPort);

  let stopping = false;
  const leave = async () => {
    if (stopping) return;
    stopping = true;
    await endpoint.close();
    await stop();
    process.exit(0);
  };
  process.on('disconnect', () => void leave());
  process.on('SIGTERM', () => void leave());
  report({ type: 'ready', postgresPort, endpointPort: endpoint.port });
}

async function embedded(dataDir: string | undefined, port: number) {
  const engine = await openEngine(dataDir);
  const wire = await startWireServer(engine);
  const upkeep = startUpkeep(engine, wire);
  const postgres = { host: '127.0.0.1', port: wire.port, user: 'postgres', password: 'postgres', database: 'postgres' };
  const endpoint = await startNeonEndpoint({ postgres, port, sessions: EMBEDDED_SESSIONS });
  const stop = async () => {
    upkeep.stop();
    await wire.close();
    await engine.close();
  };
  return { postgresPort: wire.port, endpoint, stop };
}

async function frontOf(databaseUrl: string, port: number) {
  const url = new URL(databaseUrl);
  const postgres = {
    connectionString: databaseUrl,
    host: url.hostname,
    port: Number(url.port || 5432),
  };
  const endpoint = await startNeonEndpoint({ postgres, port, sessions: SERVER_SESSIONS });
  return { postgresPort: postgres.port, endpoint, stop: async () => undefined };
}

function report(message: DatabaseReady | DatabaseFailed): void {
  process.send?.(message);
}

// Ctrl-C reaches the whole process group; the parent decides when the database goes, after the Workers.
process.on('SIGINT', () => undefined);
const [dataDir = '', endpointPort = '0'] = process.argv.slice(2);
main(dataDir || undefined, Number(endpointPort), process.env.BEHIND_DATABASE_URL || undefined).catch(
  (error: unknown) => {
    report({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  },
);
