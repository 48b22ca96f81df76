import { createServer, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { EngineLease } from './engine-lease.ts';
import { type ExecuteProtocol, WireConnection } from './wire-connection.ts';

export interface WireServer {
  port: number;
  /** Runs `work` while no client is in a transaction, for upkeep of the engine itself. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Lets many Postgres clients share one embedded engine over TCP on loopback. */
export async function startWireServer(
  engine: PGlite,
  { port = 0, idleInTransactionMs = 15_000 }: { port?: number; idleInTransactionMs?: number } = {},
): Promise<WireServer> {
  const lease = new EngineLease();
  const sockets = new Set<Socket>();
  const execute: ExecuteProtocol = async (bytes) => {
    const answer = await engine.runExclusive(() => engine.execProtocolRaw(bytes, { throwOnError: false }));
    return Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  };

  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    new WireConnection(connections, socket, lease, execute, { idleInTransactionMs });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the wire server has no TCP address');

  return {
    port: address.port,
    async exclusively(work) {
      const holder = {};
      await lease.acquire(holder);
      try {
        return await work();
      } finally {
        lease.release(holder);
      }
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
