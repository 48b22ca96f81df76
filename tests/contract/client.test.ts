import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTinctureClient, pages, resultOf, unwrap } from '@tincture/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GatewayInNode, operatorKey, startGatewayInNode } from './gateway-in-node.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

describe('the client', () => {
  let shop: GatewayInNode;
  beforeAll(async () => {
    shop = await startGatewayInNode();
  }, 300_000);
  afterAll(() => shop.stop());

  /** As a program would have it, with nothing between it and the gateway. */
  const clientOf = (accessToken?: string) =>
    createTinctureClient({
      baseUrl: 'http://shop.test',
      accessToken,
      fetch: async (request) => {
        const { pathname, search } = new URL(request.url);
        const body = request.method === 'GET' ? undefined : await request.text();
        return shop.send(request.method, pathname + search, { headers: request.headers, body });
      },
    });

  it('is made of the routes as they are: `npm run client` makes it anew', async () => {
    const { stdout } = await run(join(root, 'node_modules/.bin/node'), ['scripts/client.ts', '--check'], { cwd: root });
    expect(stdout).toContain('is up to date');
  }, 60_000);

  it('reads the catalogue page by page, and finds nothing twice', async () => {
    const client = clientOf();
    const handles: string[] = [];
    const read = (cursor: string | undefined) =>
      unwrap(client.GET('/v1/products', { params: { query: { limit: 100, sort: 'name', cursor } } }));
    for await (const { data } of pages(read)) handles.push(...data.map(({ handle }) => handle));
    expect(handles.length).toBeGreaterThan(100);
    expect(new Set(handles).size).toBe(handles.length);
  });

  it('names what is refused, to strangers and to those who may', async () => {
    const path = { endpointId: '019b76da-a800-7cb2-a0c0-eb02f1af4e4d' };
    const asked = (token?: string) =>
      resultOf(clientOf(token).GET('/v1/webhook-endpoints/{endpointId}', { params: { path } }));
    expect(await asked()).toMatchObject({ ok: false, problem: { status: 401, code: 'unauthenticated' } });
    expect(await asked(operatorKey)).toMatchObject({ ok: false, problem: { status: 404, code: 'not_found' } });
  });
});
