import { sql } from 'drizzle-orm';
import { recallStores } from '#db/schema/stock-batches';
import type { DocumentRules } from '../posting/document-rules.ts';

/** What a quarantine or a release of a recall is about. */
export interface RecallPiece {
  storeId: string;
  batchId: string;
  /** Into quarantine, or, negative, out of it. */
  quarantined: number;
}

export const recallRules: DocumentRules = {
  done: () => [],
  // The pieces were gone before they could be moved: the next look counts anew.
  refused: ({ documentId, facts }) => {
    const { storeId, batchId, quarantined } = facts as RecallPiece;
    return [
      sql`update ${recallStores} set quarantined = quarantined - ${quarantined}::int
        where recall_id = ${documentId} and store_id = ${storeId} and batch_id = ${batchId}`,
    ];
  },
};
