import type { PgTable } from 'drizzle-orm/pg-core';
import {
  batchLineage,
  bottleDispensings,
  openBottles,
  recallStores,
  recalls,
  stockDifferences,
  stockProofs,
  stockRepacks,
} from '#db/schema/stock-batches';
import {
  stockAdjustments,
  stockCountEntries,
  stockCounts,
  stockPostings,
  stockTransferLines,
  stockTransferPieces,
  stockTransfers,
} from '#db/schema/stock-documents';
import type { Fact } from '#platform/facts';
import { randomIds } from '#platform/ids';

type RowOf = (table: PgTable, matters: Record<string, unknown>) => Fact;

export const stockDocumentTables = [
  stockPostings,
  stockTransfers,
  stockTransferLines,
  stockTransferPieces,
  stockCounts,
  stockCountEntries,
  stockAdjustments,
  stockRepacks,
  batchLineage,
  openBottles,
  bottleDispensings,
  recalls,
  recallStores,
  stockProofs,
  stockDifferences,
];

/** One of every stock document of a store; the recall is the company's and was found in this store. */
export function recordsOfStock(rowOf: RowOf, store_id: string, batch_id: string): Fact[] {
  const id = () => randomIds.next();
  const [transfer_id, count_id, repack_id, bottle_id, recall_id, proof_id] = [id(), id(), id(), id(), id(), id()];
  return [
    rowOf(stockPostings, { store_id }),
    rowOf(stockTransfers, { id: transfer_id, from_store_id: store_id }),
    rowOf(stockTransferLines, { transfer_id }),
    rowOf(stockTransferPieces, { transfer_id }),
    rowOf(stockCounts, { id: count_id, store_id }),
    rowOf(stockCountEntries, { count_id }),
    rowOf(stockAdjustments, { store_id, reason_code: 'damage' }),
    rowOf(stockRepacks, { id: repack_id, store_id }),
    rowOf(batchLineage, { repack_id, store_id }),
    rowOf(openBottles, { id: bottle_id, store_id }),
    rowOf(bottleDispensings, { bottle_id }),
    rowOf(recalls, { id: recall_id, batch_id }),
    rowOf(recallStores, { recall_id, store_id }),
    rowOf(stockProofs, { id: proof_id, store_id }),
    rowOf(stockDifferences, { proof_id, store_id }),
  ];
}

/** What staff of one of two such stores see: their own, and what concerns every store. */
export const stockSeenInOneStore: Readonly<Record<string, number>> = {
  stock_postings: 1,
  stock_transfers: 1,
  stock_transfer_lines: 1,
  stock_transfer_pieces: 1,
  stock_counts: 1,
  stock_count_entries: 1,
  stock_adjustments: 1,
  stock_repacks: 1,
  batch_lineage: 2,
  open_bottles: 1,
  bottle_dispensings: 1,
  recalls: 2,
  recall_stores: 1,
  stock_proofs: 1,
  stock_differences: 1,
};
