export { approvePurchaseOrder } from './orders/approve-purchase-order.ts';
export { ChangePurchaseOrderBody, changePurchaseOrder } from './orders/change-purchase-order.ts';
export { CreatePurchaseOrderBody, createPurchaseOrder } from './orders/create-purchase-order.ts';
export { movePurchaseOrder } from './orders/move-purchase-order.ts';
export { PurchaseOrderView } from './orders/purchase-order-view.ts';
export {
  getPurchaseOrder,
  ListPurchaseOrdersSchema,
  listPurchaseOrders,
  PurchaseOrderListView,
  PurchaseOrderParams,
} from './orders/read-purchase-order.ts';
export {
  ExpiryRiskListView,
  ExpiryRiskQuery,
  ExpiryRiskTotalQuery,
  ExpiryRiskTotalView,
  expiryRiskTotal,
  listExpiryRisk,
} from './planning/expiry-risk.ts';
export { OrderedProposalsView, OrderProposalsBody, orderProposals } from './planning/order-proposals.ts';
export { ListProposalsQuery, listPurchaseProposals, PurchaseProposalListView } from './planning/purchase-proposals.ts';
export { getPurchasingRules, PurchasingRules, setPurchasingRules } from './planning/purchasing-rules.ts';
export { ReorderLevelView, SetReorderLevelBody, setReorderLevel } from './planning/set-reorder-level.ts';
export { CompletionView, completeReceipts } from './receipts/complete-receipts.ts';
export { ReceiveGoodsBody } from './receipts/delivery-schemas.ts';
export {
  GoodsReceiptListView,
  GoodsReceiptParams,
  getGoodsReceipt,
  ListGoodsReceiptsSchema,
  listGoodsReceipts,
} from './receipts/read-receipt.ts';
export { GoodsReceiptView } from './receipts/receipt-view.ts';
export { receiveGoods } from './receipts/receive-goods.ts';
export { completeReturns } from './returns/complete-returns.ts';
export { CreateSupplierReturnBody, createSupplierReturn } from './returns/create-supplier-return.ts';
export { dispatchSupplierReturn } from './returns/dispatch-supplier-return.ts';
export { cancelSupplierReturn, SettleSupplierReturnBody, settleSupplierReturn } from './returns/end-supplier-return.ts';
export {
  getSupplierReturn,
  ListSupplierReturnsSchema,
  listSupplierReturns,
  SupplierReturnListView,
  SupplierReturnParams,
} from './returns/read-return.ts';
export { SupplierReturnView } from './returns/return-view.ts';
export { ChangeSupplierBody, changeSupplier } from './suppliers/change-supplier.ts';
export { CreateSupplierBody, createSupplier } from './suppliers/create-supplier.ts';
export { ListSuppliersSchema, listSuppliers, SupplierListView } from './suppliers/list-suppliers.ts';
export { SetSupplierItemBody, setSupplierItem } from './suppliers/set-supplier-item.ts';
export { listSupplierItems, SupplierItemListView, SupplierItemView } from './suppliers/supplier-items.ts';
export { SupplierView } from './suppliers/supplier-view.ts';
export { sweepPurchasing } from './sweep-purchasing.ts';
export {
  StockValueQuery,
  StockValueTotalQuery,
  StockValueTotalView,
  StockValueView,
  stockValue,
  stockValueTotal,
} from './valuation/stock-value.ts';
