import { sql } from 'drizzle-orm';
import { openDatabase } from '#db/client';
import { type Aftermath, aftermath } from '../flash-sale.ts';
import { eventually, stockOwnVariant } from '../own-stock.ts';
import { type ShopOptions, type ShopProcess, startShop } from '../shop-process.ts';
import { type Answer, asOperator, call, checkout, fillCart, inParallel } from '../shopper.ts';

export interface CrashPlan extends ShopOptions {
  checkouts: number;
  kills: number;
  port: number;
}

export interface CrashOutcome {
  kills: number;
  acknowledged: number;
  /** Acknowledged orders that are not in the records. */
  lost: number;
  /** Orders in the records that nobody was told of, or told of twice. */
  doubled: number;
  start: number;
  after: Aftermath;
  /** Numbers missing between the first and the last. */
  numberGaps: number;
  /** Pieces that the ledger of the store calls sellable, less those that its object has: 0. */
  ledgerDifference: number;
  /** Sagas that are neither completed nor compensated once everything is quiet. */
  openSagas: number;
}

const CLIENTS = 16;
const STOCK = 100_000;
const RETRY_MS = 100;
/** A client gives up only when the shop has been away this long: far more than a restart takes. */
const PATIENCE_MS = 180_000;
/** Longer than the longest hold that a crash may have left. */
const SETTLED_WITHIN_MS = 90_000;

async function until<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  const endAt = Date.now() + PATIENCE_MS;
  let last: unknown;
  while (Date.now() < endAt) {
    try {
      const value = await attempt();
      if (value !== undefined) return value;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  throw new Error('The shop did not answer in time.', { cause: last });
}

/** Places one order as a patient client does: the same key again until there is an answer. */
async function placePatiently(url: string, variantId: string, storeId: string): Promise<Answer> {
  const cart = await until(() => fillCart({ url }, variantId, 1, storeId));
  const key = `crash-${cart.id}`;
  return until(async () => {
    const answer = await checkout({ url }, cart, key);
    if (answer.status === 201) return answer;
    if (answer.status >= 500 || answer.json.code === 'in_progress') return undefined;
    throw new Error(`An order was refused: ${answer.status} ${answer.text}`);
  });
}

/** Kills the whole runtime with -9 again and again while clients check out, and then counts everything. */
export async function crashDuringCheckouts(plan: CrashPlan): Promise<CrashOutcome> {
  let shop: ShopProcess = await startShop(plan);
  try {
    const own = await stockOwnVariant(shop, STOCK);
    const { url } = shop;
    let acknowledged = 0;
    const clients = inParallel(plan.checkouts, CLIENTS, async () => {
      const answer = await placePatiently(url, own.variantId, own.storeId);
      acknowledged += 1;
      return { id: String(answer.json.id), number: String(answer.json.number) };
    });
    clients.catch(() => undefined);
    for (let kill = 1; kill <= plan.kills; kill++) {
      const killAt = Math.floor((plan.checkouts * kill) / (plan.kills + 1));
      while (acknowledged < killAt) await Promise.race([clients, new Promise((resolve) => setTimeout(resolve, 10))]);
      await shop.runtime.kill();
      shop = await startShop({ ...plan, built: true });
    }
    const orders = await clients;
    const after = await aftermath(shop, own, plan.checkouts);
    const seen = await compare(shop, own.variantId, own.storeId, orders);
    return { kills: plan.kills, start: STOCK, after, ...seen, ...(await whatIsLeft(shop, own.storeId)) };
  } finally {
    await shop.runtime.stop();
  }
}

async function compare(shop: ShopProcess, variantId: string, storeId: string, told: { id: string; number: string }[]) {
  const db = openDatabase(shop.database);
  const records = await db.query<{ id: string; number: string }>(
    sql`select distinct o.id, o.number from orders o join order_lines l on l.order_id = o.id where l.variant_id = ${variantId}`,
  );
  const numbers = await db.query<{ n: number }>(
    sql`select right(number, 6)::int as n from orders where store_id = ${storeId} order by 1`,
  );
  const known = new Map(records.map(({ id, number }) => [id, number]));
  const first = numbers[0]?.n ?? 1;
  return {
    acknowledged: told.length,
    lost: told.filter(({ id, number }) => known.get(id) !== number).length,
    doubled: records.length - new Set(told.map(({ id }) => id)).size,
    numberGaps: (numbers.at(-1)?.n ?? 0) - first + 1 - numbers.length,
  };
}

/** The last report and the last picture of a saga may be under way: asked until nothing is left, or for good. */
async function whatIsLeft(shop: ShopProcess, storeId: string) {
  const db = openDatabase(shop.database);
  let left = { ledgerDifference: Number.NaN, openSagas: Number.NaN };
  await eventually(
    async () => {
      const [row] = await db.query<{ sellable: number; open: number }>(sql`select
        (select coalesce(sum(quantity), 0)::int from stock_movements where store_id = ${storeId} and state = 'sellable') as sellable,
        (select count(*)::int from sagas where status not in ('completed', 'compensated')) as open`);
      const totals = await call(shop, 'GET', `/v1/admin/stores/${storeId}/totals`, { headers: asOperator(shop) });
      left = {
        ledgerDifference: (row?.sellable ?? Number.NaN) - Number(totals.json.onHand),
        openSagas: row?.open ?? Number.NaN,
      };
      return left;
    },
    ({ ledgerDifference, openSagas }) => ledgerDifference === 0 && openSagas === 0,
    SETTLED_WITHIN_MS,
  );
  return left;
}
