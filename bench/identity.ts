import { randomBytes, scrypt } from 'node:crypto';
import { samplePeople } from '../db/seed/people.ts';
import { stockOwnVariant } from '../tests/own-stock.ts';
import { call, checkout, fillCart } from '../tests/shopper.ts';
import { type Comparison, takeTurns } from './http-cases.ts';
import { getRequest, load } from './load.ts';
import type { ShopUnderTest } from './shop-under-test.ts';

const CONNECTIONS = 16;
const FOR_MS = 4_000;
const SIGN_INS = 15;

export interface SignInCost {
  p50Ms: number;
  /** One scrypt of the same parameters in Node: the cost that is there on purpose. */
  scryptMs: number;
}

/** The first customer of the sample company: somebody without a second factor. */
function sampleCustomer(): { email: string; password: string } {
  const customer = samplePeople.find(({ role }) => role === 'customer');
  if (customer === undefined) throw new Error('The sample company has no customer.');
  return customer;
}

async function signIn(shop: ShopUnderTest): Promise<string> {
  const { email, password } = sampleCustomer();
  const answer = await call(shop, 'POST', '/v1/auth/sign-in', { body: { email, password } });
  if (answer.status !== 200) throw new Error(`The sign-in was refused: ${answer.status} ${answer.text}`);
  return String(answer.json.accessToken);
}

/** Reading one order: by a visitor with the order's token, and by somebody signed in with the same token at hand. */
export async function compareSignedIn(shop: ShopUnderTest): Promise<Comparison> {
  const own = await stockOwnVariant(shop, 10, 1);
  const placed = await checkout(shop, await fillCart(shop, own.variantId, 1, own.storeId), `bench-${Date.now()}`);
  if (placed.status !== 201) throw new Error(`The order was refused: ${placed.status} ${placed.text}`);
  const path = `/v1/orders/${String(placed.json.id)}`;
  const visitor = { 'x-order-token': String(placed.json.orderToken) };
  const accessToken = await signIn(shop);
  const plan = (headers: Record<string, string>) => {
    const request = getRequest(path, headers);
    return { port: shop.port, connections: CONNECTIONS, forMs: FOR_MS, request: () => request };
  };
  return takeTurns(
    'one order, signed in',
    '0.80 of the same read by a visitor, uncached too',
    () => load(plan({ ...visitor, authorization: `Bearer ${accessToken}` })),
    () => load(plan(visitor)),
  );
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const oneScrypt = (): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const parameters = { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 };
    scrypt('a password', randomBytes(16), 64, parameters, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** Sign-ins with a password, one after the other. */
export async function measureSignIn(shop: ShopUnderTest): Promise<SignInCost> {
  const times: number[] = [];
  const hashes: number[] = [];
  for (let i = 0; i < SIGN_INS; i++) {
    hashes.push(await timed(oneScrypt));
    times.push(await timed(() => signIn(shop)));
  }
  return { p50Ms: median(times), scryptMs: median(hashes) };
}
