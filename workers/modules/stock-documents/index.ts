export { adjustStock, quarantineStock } from './adjustments/adjust-stock.ts';
export {
  AdjustmentListView,
  AdjustmentView,
  AdjustStockBody,
  ListAdjustmentsSchema,
  ReasonCode,
  ReasonListView,
  ReasonView,
  RejectBody,
  SetReasonBody,
} from './adjustments/adjustment-schemas.ts';
export { approveAdjustment, rejectAdjustment } from './adjustments/decide-adjustment.ts';
export { getAdjustment, listAdjustments } from './adjustments/list-adjustments.ts';
export { listReasons, setReason } from './adjustments/reasons.ts';
export { approveCount } from './counts/approve-count.ts';
export {
  CountEntryListView,
  CountListView,
  CountPageSchema,
  CountSheetView,
  CountView,
  EnterCountsBody,
  ListCountsSchema,
  OpenCountBody,
  RecountBody,
} from './counts/count-schemas.ts';
export { countSheet } from './counts/count-sheet.ts';
export { enterCounts } from './counts/enter-counts.ts';
export { getCount, listCountEntries, listCounts } from './counts/list-counts.ts';
export { openCount } from './counts/open-count.ts';
export { askRecount, cancelCount, submitCount } from './counts/submit-count.ts';
export { batchRecalled, transferDispatched, transferReceived } from './events.ts';
export {
  DifferenceListView,
  ListProofsSchema,
  listDifferences,
  listProofs,
  ProofListView,
  ProofPageSchema,
  ProofView,
  proveStore,
  repairLedger,
} from './proof/prove-store.ts';
export { listRecallBuyers } from './recalls/batch-buyers.ts';
export { getRecall, listRecalls } from './recalls/list-recalls.ts';
export { liftRecall, recallBatch, resumeRecall } from './recalls/recall-batch.ts';
export {
  BatchBuyerListView,
  LiftRecallBody,
  ListRecallsSchema,
  RecallBatchBody,
  RecallListView,
  RecallPageSchema,
  RecallView,
} from './recalls/recall-schemas.ts';
export { assembleKit } from './repacks/assemble-kit.ts';
export { listBottles, openBottle } from './repacks/bottles.ts';
export { decantBatch } from './repacks/decant-batch.ts';
export { disassembleKit } from './repacks/disassemble-kit.ts';
export { discardBottle, dispense } from './repacks/dispense.ts';
export { getKit, setKit } from './repacks/kits.ts';
export { getRepack, listRepacks } from './repacks/list-repacks.ts';
export {
  AssembleKitBody,
  BottleListView,
  BottleView,
  DecantBody,
  DisassembleKitBody,
  DiscardBottleBody,
  DispenseBody,
  KitView,
  ListBottlesSchema,
  ListRepacksSchema,
  OpenBottleBody,
  RepackListView,
  RepackView,
  SetKitBody,
} from './repacks/repack-schemas.ts';
export { sweepStock } from './sweep-stock.ts';
export {
  BatchMovementListView,
  BatchPageSchema,
  BatchTrace,
  listBatchBuyers,
  listBatchMovements,
  traceBatch,
} from './trace/trace-batch.ts';
export { cancelTransfer } from './transfers/cancel-transfer.ts';
export { compensateTransfer, resumeTransfer } from './transfers/compensate-transfer.ts';
export { createTransfer } from './transfers/create-transfer.ts';
export { dispatchTransfer } from './transfers/dispatch-transfer.ts';
export { getTransfer, listTransfers } from './transfers/list-transfers.ts';
export { receiveTransfer } from './transfers/receive-transfer.ts';
export {
  CompensateTransferBody,
  CreateTransferBody,
  ListTransfersSchema,
  ReceiveTransferBody,
  TransferListView,
  TransferView,
} from './transfers/transfer-schemas.ts';
