import type { Route } from '../../routing/define-route.ts';
import { approvePurchaseOrderRoute } from './approve-purchase-order.ts';
import { cancelPurchaseOrderRoute } from './cancel-purchase-order.ts';
import { cancelSupplierReturnRoute } from './cancel-supplier-return.ts';
import { changePurchaseOrderRoute } from './change-purchase-order.ts';
import { changeSupplierRoute } from './change-supplier.ts';
import { closePurchaseOrderRoute } from './close-purchase-order.ts';
import { completeReceiptsRoute } from './complete-receipts.ts';
import { completeSupplierReturnsRoute } from './complete-supplier-returns.ts';
import { createPurchaseOrderRoute } from './create-purchase-order.ts';
import { createSupplierRoute } from './create-supplier.ts';
import { createSupplierReturnRoute } from './create-supplier-return.ts';
import { dispatchSupplierReturnRoute } from './dispatch-supplier-return.ts';
import { expiryRiskTotalRoute } from './expiry-risk-total.ts';
import { getGoodsReceiptRoute } from './get-goods-receipt.ts';
import { getPurchaseOrderRoute } from './get-purchase-order.ts';
import { getPurchasingRulesRoute } from './get-purchasing-rules.ts';
import { getSupplierReturnRoute } from './get-supplier-return.ts';
import { listExpiryRiskRoute } from './list-expiry-risk.ts';
import { listGoodsReceiptsRoute } from './list-goods-receipts.ts';
import { listPurchaseOrdersRoute } from './list-purchase-orders.ts';
import { listPurchaseProposalsRoute } from './list-purchase-proposals.ts';
import { listSupplierItemsRoute } from './list-supplier-items.ts';
import { listSupplierReturnsRoute } from './list-supplier-returns.ts';
import { listSuppliersRoute } from './list-suppliers.ts';
import { orderProposalsRoute } from './order-proposals.ts';
import { receiveGoodsRoute } from './receive-goods.ts';
import { sendPurchaseOrderRoute } from './send-purchase-order.ts';
import { setPurchasingRulesRoute } from './set-purchasing-rules.ts';
import { setReorderLevelRoute } from './set-reorder-level.ts';
import { setSupplierItemRoute } from './set-supplier-item.ts';
import { settleSupplierReturnRoute } from './settle-supplier-return.ts';
import { stockValueRoute } from './stock-value.ts';
import { stockValueTotalRoute } from './stock-value-total.ts';

/** Suppliers, what is ordered from them, what comes and what goes back; what stock is worth and what is at risk. */
export const purchasingRoutes: readonly Route[] = [
  listSuppliersRoute,
  createSupplierRoute,
  changeSupplierRoute,
  listSupplierItemsRoute,
  setSupplierItemRoute,
  getPurchasingRulesRoute,
  setPurchasingRulesRoute,
  setReorderLevelRoute,
  listPurchaseProposalsRoute,
  orderProposalsRoute,
  listPurchaseOrdersRoute,
  createPurchaseOrderRoute,
  getPurchaseOrderRoute,
  changePurchaseOrderRoute,
  approvePurchaseOrderRoute,
  sendPurchaseOrderRoute,
  closePurchaseOrderRoute,
  cancelPurchaseOrderRoute,
  listGoodsReceiptsRoute,
  receiveGoodsRoute,
  getGoodsReceiptRoute,
  completeReceiptsRoute,
  listSupplierReturnsRoute,
  createSupplierReturnRoute,
  getSupplierReturnRoute,
  dispatchSupplierReturnRoute,
  settleSupplierReturnRoute,
  cancelSupplierReturnRoute,
  completeSupplierReturnsRoute,
  stockValueRoute,
  stockValueTotalRoute,
  listExpiryRiskRoute,
  expiryRiskTotalRoute,
];
