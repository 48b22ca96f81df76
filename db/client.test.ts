import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { classifyFailure } from '#platform/http/classify-failure';
import { openDatabase } from './client.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A database whose endpoint takes every statement and answers as it likes. */
async function endpoint(answer: (response: ServerResponse) => void) {
  const server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const url = `postgresql://shop:secret@127.0.0.1:${port}/shop`;
  return openDatabase({ url, localEndpoint: `127.0.0.1:${port}`, deadlineMs: 100 });
}

const failureOf = (work: Promise<unknown>) => work.then(() => undefined, classifyFailure);

describe('a database that hangs', () => {
  it.each([
    ['never answers', () => undefined],
    [
      'stops in the middle of its answer',
      (response: ServerResponse) => void response.writeHead(200).write('{"fields":'),
    ],
  ])('is given up, for reads and writes alike, when it %s', async (_, answer) => {
    const db = await endpoint(answer);
    const begunAtMs = Date.now();
    const failures = await Promise.all([
      failureOf(db.query(sql`select 1`)),
      failureOf(db.batch([sql`select 1`, sql`select 2`])),
    ]);
    expect(Date.now() - begunAtMs).toBeLessThan(5_000);
    for (const failure of failures) expect(failure).toMatchObject({ code: 'unavailable', retryAfterSeconds: 2 });
  });
});
