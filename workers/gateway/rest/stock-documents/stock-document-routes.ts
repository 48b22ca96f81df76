import type { Route } from '../../routing/define-route.ts';
import { adjustStockRoute } from './adjust-stock.ts';
import { approveAdjustmentRoute } from './approve-adjustment.ts';
import { approveCountRoute } from './approve-count.ts';
import { askRecountRoute } from './ask-recount.ts';
import { assembleKitRoute } from './assemble-kit.ts';
import { cancelCountRoute } from './cancel-count.ts';
import { cancelTransferRoute } from './cancel-transfer.ts';
import { compensateTransferRoute } from './compensate-transfer.ts';
import { countSheetRoute } from './count-sheet.ts';
import { createTransferRoute } from './create-transfer.ts';
import { decantBatchRoute } from './decant-batch.ts';
import { disassembleKitRoute } from './disassemble-kit.ts';
import { discardBottleRoute } from './discard-bottle.ts';
import { dispatchTransferRoute } from './dispatch-transfer.ts';
import { dispenseRoute } from './dispense.ts';
import { enterCountsRoute } from './enter-counts.ts';
import { getAdjustmentRoute } from './get-adjustment.ts';
import { getCountRoute } from './get-count.ts';
import { getKitRoute } from './get-kit.ts';
import { getRecallRoute } from './get-recall.ts';
import { getRepackRoute } from './get-repack.ts';
import { getTransferRoute } from './get-transfer.ts';
import { liftRecallRoute } from './lift-recall.ts';
import { listAdjustmentsRoute } from './list-adjustments.ts';
import { listBatchBuyersRoute } from './list-batch-buyers.ts';
import { listBatchMovementsRoute } from './list-batch-movements.ts';
import { listBottlesRoute } from './list-bottles.ts';
import { listCountEntriesRoute } from './list-count-entries.ts';
import { listCountsRoute } from './list-counts.ts';
import { listDifferencesRoute } from './list-differences.ts';
import { listProofsRoute } from './list-proofs.ts';
import { listReasonsRoute } from './list-reasons.ts';
import { listRecallBuyersRoute } from './list-recall-buyers.ts';
import { listRecallsRoute } from './list-recalls.ts';
import { listRepacksRoute } from './list-repacks.ts';
import { listTransfersRoute } from './list-transfers.ts';
import { openBottleRoute } from './open-bottle.ts';
import { openCountRoute } from './open-count.ts';
import { proveStoreRoute } from './prove-store.ts';
import { quarantineStockRoute } from './quarantine-stock.ts';
import { recallBatchRoute } from './recall-batch.ts';
import { receiveTransferRoute } from './receive-transfer.ts';
import { rejectAdjustmentRoute } from './reject-adjustment.ts';
import { repairLedgerRoute } from './repair-ledger.ts';
import { resumeRecallRoute } from './resume-recall.ts';
import { resumeTransferRoute } from './resume-transfer.ts';
import { setKitRoute } from './set-kit.ts';
import { setReasonRoute } from './set-reason.ts';
import { submitCountRoute } from './submit-count.ts';
import { traceBatchRoute } from './trace-batch.ts';

/** Transfers, counts, adjustments, repacks, kits, bottles, recalls, traces and proofs of stock. */
export const stockDocumentRoutes: readonly Route[] = [
  createTransferRoute,
  listTransfersRoute,
  getTransferRoute,
  dispatchTransferRoute,
  receiveTransferRoute,
  cancelTransferRoute,
  resumeTransferRoute,
  compensateTransferRoute,
  openCountRoute,
  listCountsRoute,
  getCountRoute,
  countSheetRoute,
  enterCountsRoute,
  listCountEntriesRoute,
  submitCountRoute,
  askRecountRoute,
  approveCountRoute,
  cancelCountRoute,
  adjustStockRoute,
  quarantineStockRoute,
  listAdjustmentsRoute,
  getAdjustmentRoute,
  approveAdjustmentRoute,
  rejectAdjustmentRoute,
  listReasonsRoute,
  setReasonRoute,
  decantBatchRoute,
  listRepacksRoute,
  getRepackRoute,
  getKitRoute,
  setKitRoute,
  assembleKitRoute,
  disassembleKitRoute,
  openBottleRoute,
  listBottlesRoute,
  dispenseRoute,
  discardBottleRoute,
  recallBatchRoute,
  listRecallsRoute,
  getRecallRoute,
  listRecallBuyersRoute,
  resumeRecallRoute,
  liftRecallRoute,
  traceBatchRoute,
  listBatchMovementsRoute,
  listBatchBuyersRoute,
  proveStoreRoute,
  listProofsRoute,
  listDifferencesRoute,
  repairLedgerRoute,
];
