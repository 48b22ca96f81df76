import { sql } from 'drizzle-orm';
import { batchLineage, openBottles, stockRepacks } from '#db/schema/stock-batches';
import { fact, writeFacts } from '#platform/facts';
import type { DocumentRules } from '../posting/document-rules.ts';
import type { Posting } from '../posting/posting.ts';

type LineageRow = typeof batchLineage.$inferInsert;

const lineageOf = ({ facts }: Posting): Required<LineageRow>[] =>
  (facts as { lineage?: Required<LineageRow>[] }).lineage ?? [];
/** Pieces of parents that came back, by the assembly they had gone into. */
export interface ReturnedParent {
  repackId: string;
  parentBatchId: string;
  quantity: number;
}
const returnedOf = ({ facts }: Posting): ReturnedParent[] => (facts as { returned?: ReturnedParent[] }).returned ?? [];

export const repackRules: DocumentRules = {
  done: (posting) => [
    sql`update ${stockRepacks} set status = 'posted' where id = ${posting.documentId} and status = 'posting'`,
    sql`update ${openBottles} set status = 'open' where id = ${posting.documentId} and status = 'opening'`,
    ...writeFacts(lineageOf(posting).map((row) => fact(batchLineage, row))),
  ],
  refused: (posting) => [
    sql`update ${stockRepacks} set status = 'refused' where id = ${posting.documentId} and status = 'posting'`,
    sql`update ${openBottles} set status = 'refused' where id = ${posting.documentId} and status = 'opening'`,
    // What taking kits apart had promised to give back is in the kits again.
    ...returnedOf(posting).map(
      ({ repackId, parentBatchId, quantity }) => sql`update ${batchLineage}
        set returned_quantity = returned_quantity - ${quantity}::int
        where repack_id = ${repackId} and parent_batch_id = ${parentBatchId}`,
    ),
  ],
};
