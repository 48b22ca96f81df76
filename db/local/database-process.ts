import { startUpkeep } from './engine-upkeep.ts';
import { startNeonEndpoint } from './neon-endpoint.ts';
import { openEngine } from './open-engine.ts';
import { startWireServer } from './pg-wire.ts';

/**
 * Entry of the database's own process: the engine, its wire server and the Neon endpoint. Started with an IPC channel;
 * arguments: [data folder, endpoint port or 0]. Reports `DatabaseReady` or `DatabaseFailed`, and ends when the channel
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

async function main(dataDir: string | undefined, endpointPort: number): Promise<void> {
  const engine = await openEngine(dataDir);
  const wire = await startWireServer(engine);
  const postgres = {
    host: '127.0.0.1',
    port: wire.port,
    user: 'postgres',
    password: 'postgres',
    database: 'postgres',
  };
  const endpoint = await startNeonEndpoint({ postgres, port: endpointPort, sessions: 2 });
  const upkeep = startUpkeep(engine, wire);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    upkeep.stop();
    await endpoint.close();
    await wire.close();
    await engine.close();
    process.exit(0);
  };
  process.on('disconnect', () => void stop());
  process.on('SIGTERM', () => void stop());
  report({ type: 'ready', postgresPort: wire.port, endpointPort: endpoint.port });
}

function report(message: DatabaseReady | DatabaseFailed): void {
  process.send?.(message);
}

// Ctrl-C reaches the whole process group; the parent decides when the database goes, after the Workers.
process.on('SIGINT', () => undefined);
const [dataDir, endpointPort = '0'] = process.argv.slice(2);
main(dataDir, Number(endpointPort)).catch((error: unknown) => {
  report({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
