import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Received {
  id: string;
  path: string;
  body: { type: string; timestamp: string; data: Record<string, unknown> };
  headers: IncomingHttpHeaders;
}

type Behaviour = (received: Received) => number | Promise<number>;

/** A partner's server on this machine: it takes only what the `standardwebhooks` package has verified. */
export async function startReceiver() {
  const taken: Received[] = [];
  const refused: string[] = [];
  const receiver = {
    url: '',
    secrets: [] as string[],
    /** Verified and answered 2xx, in that order. */
    taken,
    /** Why something was not genuine. */
    refused,
    behave: (() => 200) as Behaviour,
    location: undefined as string | undefined,
    answerBody: 'thanks',
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { headers, url = '' } = request;
    const failures = receiver.secrets.map((secret) => {
      try {
        new Webhook(secret).verify(text, headers as Record<string, string>);
        return undefined;
      } catch (error) {
        return String(error);
      }
    });
    if (!failures.includes(undefined)) {
      refused.push(failures.join());
      response.writeHead(401).end();
      return;
    }
    const received = {
      id: String(headers['webhook-id']),
      path: url,
      body: JSON.parse(text) as Received['body'],
      headers,
    };
    const status = await receiver.behave(received);
    if (status >= 200 && status < 300) taken.push(received);
    response.writeHead(status, receiver.location === undefined ? {} : { location: receiver.location });
    response.end(status === 204 ? undefined : receiver.answerBody);
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  return receiver;
}
