import { sweepDelivery } from '#modules/delivery';
import { sweepOrders } from '#modules/orders';
import { sweepPayments } from '#modules/payments';
import { sweepPrescriptions } from '#modules/prescriptions';
import { sweepDuePrices } from '#modules/pricing';
import { sweepPurchasing } from '#modules/purchasing';
import { sweepTradeOrders } from '#modules/trade-orders';
import type { Permitted } from '#platform/context';
import { describeError, log } from '#platform/log';

/** What a minute's run may take before the next one begins. */
const SWEEP_MS = 50_000;

/** Goes on with what a crash or an outage cut off, until a time; two at once must do nothing twice. */
type Sweep = (ctx: Permitted, untilMs: number) => Promise<unknown>;

/** Every minute, one after the other. */
const sweeps: Readonly<Record<string, Sweep>> = {
  payments: sweepPayments,
  orders: sweepOrders,
  prices: sweepDuePrices,
  purchasing: sweepPurchasing,
  tradeOrders: sweepTradeOrders,
  prescriptions: sweepPrescriptions,
  delivery: sweepDelivery,
};

/** Runs all sweeps. One that fails is reported, and the others still run. */
export async function runSweeps(ctx: Permitted): Promise<void> {
  const untilMs = ctx.clock.now().getTime() + SWEEP_MS;
  for (const [name, sweep] of Object.entries(sweeps)) {
    try {
      await sweep(ctx, untilMs);
    } catch (error) {
      log('error', 'A sweep failed', { sweep: name, ...describeError(error) });
    }
  }
}
