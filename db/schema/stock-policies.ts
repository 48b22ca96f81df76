import { everything, exists, inStores, isStaff, itsStore, reading, writing } from './policies.ts';
import {
  batchLineage,
  bottleDispensings,
  openBottles,
  recallStores,
  recalls,
  stockDifferences,
  stockProofs,
  stockRepacks,
} from './stock-batches.ts';
import {
  stockAdjustments,
  stockCountEntries,
  stockCounts,
  stockPostings,
  stockTransferLines,
  stockTransferPieces,
  stockTransfers,
} from './stock-documents.ts';

/** Stock documents are their store's; a transfer is both its stores', and a recall the whole company's. */

const ofTransfer = exists('stock_transfers t where t.id = transfer_id');
const ofCount = exists('stock_counts c where c.id = count_id');
const ofBottle = exists('open_bottles b where b.id = bottle_id');

export const stockPostingsWrite = writing(stockPostings, 'stock_postings', itsStore);
export const stockTransfersWrite = writing(
  stockTransfers,
  'stock_transfers',
  everything,
  inStores('from_store_id'),
  inStores('to_store_id'),
);
export const stockTransferLinesWrite = writing(stockTransferLines, 'stock_transfer_lines', everything, ofTransfer);
export const stockTransferPiecesWrite = writing(stockTransferPieces, 'stock_transfer_pieces', everything, ofTransfer);
export const stockCountsWrite = writing(stockCounts, 'stock_counts', itsStore);
export const stockCountEntriesWrite = writing(stockCountEntries, 'stock_count_entries', everything, ofCount);
export const stockAdjustmentsWrite = writing(stockAdjustments, 'stock_adjustments', itsStore);
export const stockRepacksWrite = writing(stockRepacks, 'stock_repacks', itsStore);
/** A batch that was moved on may be opened elsewhere: where it comes from is no secret of one store. */
export const batchLineageRead = reading(batchLineage, 'batch_lineage', everything, isStaff);
export const batchLineageWrite = writing(batchLineage, 'batch_lineage', itsStore);
export const openBottlesWrite = writing(openBottles, 'open_bottles', itsStore);
export const bottleDispensingsWrite = writing(bottleDispensings, 'bottle_dispensings', everything, ofBottle);
export const recallsRead = reading(recalls, 'recalls', everything, isStaff);
export const recallsWrite = writing(recalls, 'recalls', everything);
export const recallStoresRead = reading(recallStores, 'recall_stores', itsStore);
export const recallStoresWrite = writing(recallStores, 'recall_stores', everything);
export const stockProofsWrite = writing(stockProofs, 'stock_proofs', itsStore);
export const stockDifferencesWrite = writing(stockDifferences, 'stock_differences', itsStore);
