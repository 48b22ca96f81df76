import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { PoolConfig } from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';
import { errorBody, MalformedSqlRequest, parseSqlRequest, resultBody, transactionMode } from './neon-protocol.ts';
import { isDatabaseError, SqlSessions } from './sql-sessions.ts';

export interface NeonEndpoint {
  port: number;
  close(): Promise<void>;
}

export interface NeonEndpointOptions {
  /** The Postgres behind it: the embedded engine's wire server or any other. */
  postgres: PoolConfig & { host: string; port: number };
  port?: number;
  /** Sessions kept towards Postgres. The embedded engine works on one at a time, so more only cost memory there. */
  sessions: number;
}

/** A batch of imported rows may be long; nothing legitimate comes near this. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * What Neon's serverless driver talks to, in front of any Postgres: `POST /sql` (one query or a transaction) and a
 * WebSocket at `/v2` that carries the Postgres protocol. It trusts its callers, so it listens on loopback only.
 */
export async function startNeonEndpoint({ postgres, port = 0, sessions }: NeonEndpointOptions): Promise<NeonEndpoint> {
  const pool = new SqlSessions({ ...postgres, max: sessions });
  const server = createServer((request, response) => void answer(pool, request, response));
  // Workers keep their connections; closing one in their hands would look like a failed query.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  const sockets = new WebSocketServer({ server, path: '/v2' });
  sockets.on('connection', (client) => tunnel(client, postgres.host, postgres.port));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the Neon endpoint has no TCP address');

  return {
    port: address.port,
    async close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await pool.close();
    },
  };
}

async function answer(pool: SqlSessions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST' || request.url?.split('?')[0] !== '/sql') {
    return send(response, 404, { message: 'POST /sql and the WebSocket /v2 are all there is' });
  }
  try {
    const { queries, isBatch } = parseSqlRequest(await readBody(request));
    if (isBatch) {
      const results = await pool.transaction(queries, transactionMode(request.headers));
      return send(response, 200, { results: results.map(resultBody) });
    }
    for (const query of queries) send(response, 200, resultBody(await pool.one(query)));
  } catch (error) {
    // 400 is what the driver turns into an error with an SQL state; anything else means the database is not there.
    if (isDatabaseError(error)) return send(response, 400, errorBody(error));
    const status = error instanceof MalformedSqlRequest ? 400 : 503;
    send(response, status, { message: error instanceof Error ? error.message : String(error) });
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BODY_BYTES) throw new MalformedSqlRequest(`the body exceeds ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.end(bytes);
}

/** Carries the Postgres protocol between a WebSocket and a TCP connection; whichever closes takes the other along. */
function tunnel(client: WebSocket, host: string, port: number): void {
  const upstream = connect(port, host);
  upstream.setNoDelay(true);
  client.on('message', (data: Buffer) => upstream.write(data));
  client.on('close', () => upstream.destroy());
  client.on('error', () => upstream.destroy());
  upstream.on('data', (data) => client.send(data));
  upstream.on('close', () => client.close());
  upstream.on('error', () => client.close());
}
