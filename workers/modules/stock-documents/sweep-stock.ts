import type { Permitted } from '#platform/context';
import { describeError, log } from '#platform/log';
import { sweepPostings } from './posting/resume-postings.ts';
import { sweepProofs } from './proof/sweep-proofs.ts';
import { sweepRecalls } from './recalls/recall-batch.ts';

/** Every minute: takes up what was cut off, looks after recalls, and proves each store once a night. */
export async function sweepStock(ctx: Permitted): Promise<void> {
  for (const sweep of [sweepPostings, sweepRecalls, sweepProofs]) {
    try {
      await sweep(ctx);
    } catch (error) {
      log('error', 'A sweep of stock documents failed', { sweep: sweep.name, ...describeError(error) });
    }
  }
}
