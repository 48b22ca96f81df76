import type { SQL } from 'drizzle-orm';
import type { Permitted } from '#platform/context';
import { adjustmentRules } from '../adjustments/adjustment-rules.ts';
import { countRules } from '../counts/count-rules.ts';
import { recallRules } from '../recalls/recall-rules.ts';
import { repackRules } from '../repacks/repack-rules.ts';
import { transferRules } from '../transfers/transfer-rules.ts';
import type { DocumentKind, Posting } from './posting.ts';

/** For events that tell of it. */
export type RuleContext = Pick<Permitted, 'clock' | 'ids' | 'requestId' | 'causationId'>;

/** What a document's record says once its posting is over: written in the transaction that ends the posting, so once. */
export interface DocumentRules {
  done(posting: Posting, at: string, ctx: RuleContext): SQL[];
  /** Nothing was booked. */
  refused(posting: Posting, at: string): SQL[];
  /** Some of it was booked and the rest was refused: somebody must look at it. */
  stuck?(posting: Posting, at: string): SQL[];
}

export const documentRules: Readonly<Record<DocumentKind, DocumentRules>> = {
  adjustment: adjustmentRules,
  count: countRules,
  recall: recallRules,
  repack: repackRules,
  transfer: transferRules,
};
