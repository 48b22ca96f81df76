import pg from 'pg';
import { startNeonEndpoint } from './neon-endpoint.ts';
import { openEngine } from './open-engine.ts';
import { startWireServer } from './pg-wire.ts';

/** An embedded database in memory with its wire server and Neon endpoint, for tests. */
export async function startTestEngine({ idleInTransactionMs = 2_000 } = {}) {
  const engine = await openEngine();
  const wire = await startWireServer(engine, { idleInTransactionMs });
  const postgres = { host: '127.0.0.1', port: wire.port, user: 'postgres', password: 'postgres', database: 'postgres' };
  const endpoint = await startNeonEndpoint({ postgres, sessions: 2 });
  return {
    postgres,
    endpointPort: endpoint.port,
    async connect(): Promise<pg.Client> {
      const client = new pg.Client(postgres);
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    async stop() {
      await endpoint.close();
      await wire.close();
      await engine.close();
    },
  };
}
