import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** What goes wrong between us and a provider: `lost` does what was asked, and its answer never arrives. */
type Trouble = { kind: 'status'; status: number } | { kind: 'silence' } | { kind: 'lost' };

/** How a provider that is not real behaves; a test changes it while it runs. */
export interface Behaviour {
  trouble(asked: Asked): Trouble | undefined;
  /** How long a call-back is on its way: different ones arrive out of order. */
  callbackDelayMs(): number;
  /** How often each call-back is sent, whatever it is answered. */
  callbackCopies(): number;
  /** Whether a refund is done when it is answered, or pending until a call-back. */
  isRefundInstant(): boolean;
}

export const wellBehaved = (): Behaviour => ({
  trouble: () => undefined,
  callbackDelayMs: () => 50,
  callbackCopies: () => 1,
  isRefundInstant: () => false,
});

/** Longer than any request of ours. */
const MAX_BODY = 256 * 1024;

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

export const seeOther = (location: string): Answer => ({ status: 303, headers: { location }, body: '' });

export interface ProviderServer {
  url: string;
  stop(): Promise<void>;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > MAX_BODY) throw new RangeError('The body is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (asked: Asked) => Answer,
  behaviour: Behaviour,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://provider.test');
  const body = await read(request);
  const asked = {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body,
  };
  const trouble = asked.path.startsWith('/v1/') ? behaviour.trouble(asked) : undefined;
  if (trouble?.kind === 'silence') {
    response.socket?.destroy();
    return;
  }
  const given = trouble?.kind === 'status' ? json(trouble.status, { error: { code: 'trouble' } }) : answer(asked);
  if (trouble?.kind === 'lost') {
    response.socket?.destroy();
    return;
  }
  response.writeHead(given.status, { 'cache-control': 'no-store', ...given.headers });
  response.end(given.body);
}

/** On the port, or on a free one where another program has it. */
function listen(server: Server, port: number): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const giveUp = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && port !== 0) resolve(listen(server, 0));
      else reject(error);
    };
    server.once('error', giveUp);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', giveUp);
      resolve();
    });
  });
}

/** A provider over HTTP, on loopback only. Port 0 takes a free one. */
export async function startProviderServer(
  port: number,
  answer: (asked: Asked) => Answer,
  behaviour: Behaviour,
): Promise<ProviderServer> {
  const server = createServer((request, response) => {
    serve(request, response, answer, behaviour).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? error.message : 'failed');
    });
  });
  await listen(server, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
