import { getRequest, type LoadResult, load } from './load.ts';
import type { ShopUnderTest } from './shop-under-test.ts';

export interface Comparison {
  path: string;
  ours: LoadResult;
  bare: LoadResult;
  ratio: number;
  target: string;
}

const CONNECTIONS = 16;
const FOR_MS = 4_000;
/** Ours and the baseline take turns so that a drift of the machine hits both. */
const ROUNDS = 3;

function median(results: readonly LoadResult[]): LoadResult {
  const sorted = [...results].sort((a, b) => a.perSecond - b.perSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('There was no run.');
  return middle;
}

/** Takes turns between two targets and compares the median rates. */
export async function takeTurns(
  path: string,
  target: string,
  ours: () => Promise<LoadResult>,
  bare: () => Promise<LoadResult>,
): Promise<Comparison> {
  const mine: LoadResult[] = [];
  const theirs: LoadResult[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(await bare());
    mine.push(await ours());
  }
  const [a, b] = [median(mine), median(theirs)];
  if (a.failures > 0 || b.failures > 0) throw new Error(`${path}: ${a.failures} and ${b.failures} requests failed.`);
  return { path, ours: a, bare: b, ratio: a.perSecond / b.perSecond, target };
}

/** A cached answer of the shop against a bare Worker that answers the same bytes. */
export async function compareCached(
  shop: ShopUnderTest,
  name: string,
  path: string,
  target: string,
): Promise<Comparison> {
  const response = await fetch(shop.url + path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  const contentType = response.headers.get('content-type') ?? 'text/plain';
  const key = name.replaceAll(/\W+/g, '-');
  const body = await response.arrayBuffer();
  await fetch(`http://127.0.0.1:${shop.barePort}/bytes/${key}`, {
    method: 'PUT',
    body,
    headers: { 'content-type': contentType },
  });
  const plan = (port: number, request: Buffer) => ({
    port,
    connections: CONNECTIONS,
    forMs: FOR_MS,
    request: () => request,
  });
  const mine = getRequest(path);
  const theirs = getRequest(`/bytes/${key}`);
  await load({ ...plan(shop.port, mine), forMs: 1_000 });
  return takeTurns(
    name,
    target,
    () => load(plan(shop.port, mine)),
    () => load(plan(shop.barePort, theirs)),
  );
}

/** One hold a request on one store's object, against an object that only updates one row. */
export async function compareHold(shop: ShopUnderTest, storeId: string, variantId: string): Promise<Comparison> {
  const plan = (request: Buffer) => ({
    port: shop.barePort,
    connections: CONNECTIONS,
    forMs: FOR_MS,
    request: () => request,
  });
  const hold = getRequest(`/hold/${storeId}/${variantId}`);
  const bare = getRequest('/bare');
  return takeTurns(
    "stock hold on one store's object",
    '0.80 of a bare object with one update',
    () => load(plan(hold)),
    () => load(plan(bare)),
  );
}
