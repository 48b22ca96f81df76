import type { Context } from '#platform/context';
import { completeReceipts } from './receipts/complete-receipts.ts';
import { completeReturns } from './returns/complete-returns.ts';

/** Goes on with receipts and returns that a crash cut off, until a time: rounds of some tens while there is progress. */
export async function sweepPurchasing(ctx: Context, untilMs: number): Promise<void> {
  for (const complete of [completeReceipts, completeReturns]) {
    let last = await complete(ctx, {});
    while (last.completed > 0 && last.failed === 0 && ctx.clock.now().getTime() < untilMs)
      last = await complete(ctx, {});
  }
}
