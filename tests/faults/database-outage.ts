import { type Aftermath, aftermath } from '../flash-sale.ts';
import { stockOwnVariant } from '../own-stock.ts';
import { type ShopOptions, startShop } from '../shop-process.ts';
import { checkout, fillCart, inParallel } from '../shopper.ts';
import { startTcpProxy } from './tcp-proxy.ts';

export interface OutagePlan extends ShopOptions {
  endpointPort: number;
  outages: number;
  /** Carts filled beforehand and checked out while the database comes and goes. */
  checkouts: number;
}

export interface OutageOutcome {
  outages: number;
  placed: number;
  /** 503 answers during an outage; each carried Retry-After. */
  refusedForNow: number;
  /** Answers of any other kind, and 503 without Retry-After. */
  wrong: string[];
  start: number;
  after: Aftermath;
}

const STOCK = 10_000;
const OUTAGE_MS = 1_500;
const BETWEEN_MS = 1_500;
const SLOW_MS = 40;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Cuts and slows the wire to the database while orders are placed; clients repeat their key until they have an order. */
export async function loseDatabase(plan: OutagePlan): Promise<OutageOutcome> {
  const proxy = await startTcpProxy(() => plan.endpointPort);
  const shop = await startShop({ ...plan, vars: { NEON_LOCAL: `127.0.0.1:${proxy.port}` } });
  try {
    const own = await stockOwnVariant(shop, STOCK);
    const carts = await inParallel(plan.checkouts, 16, () => fillCart(shop, own.variantId, 1, own.storeId));
    let refusedForNow = 0;
    const wrong: string[] = [];
    const clients = inParallel(plan.checkouts, 16, async (index) => {
      const cart = carts[index];
      if (cart === undefined) throw new Error('A cart is missing.');
      await sleep((index / plan.checkouts) * plan.outages * (OUTAGE_MS + BETWEEN_MS));
      for (;;) {
        const answer = await checkout(shop, cart, `outage-${cart.id}`);
        if (answer.status === 201) return answer;
        if (answer.status === 503) refusedForNow += 1;
        else if (answer.json.code !== 'in_progress') wrong.push(`${answer.status} ${answer.text.slice(0, 200)}`);
        if (wrong.length > 20) throw new Error(`Wrong answers: ${wrong.join('; ')}`);
        await sleep(100);
      }
    });
    clients.catch(() => undefined);
    for (let outage = 0; outage < plan.outages; outage++) {
      await sleep(BETWEEN_MS / 2);
      proxy.cut();
      await sleep(OUTAGE_MS);
      proxy.open(SLOW_MS);
      await sleep(BETWEEN_MS / 2);
      proxy.open();
    }
    const placed = (await clients).length;
    return {
      outages: plan.outages,
      placed,
      refusedForNow,
      wrong,
      start: STOCK,
      after: await aftermath(shop, own, placed),
    };
  } finally {
    proxy.open();
    await shop.runtime.stop();
    await proxy.close();
  }
}
