import type { Route } from '../routing/define-route.ts';
import { rebuildSalesRoute } from './analytics/rebuild-sales.ts';
import { salesByDayRoute } from './analytics/sales-by-day.ts';
import { exportAuditRoute } from './audit/export-audit.ts';
import { searchAuditRoute } from './audit/search-audit.ts';
import { exportRowsRoute } from './catalog/export-rows.ts';
import { importRowsRoute } from './catalog/import-rows.ts';
import { setPriceRoute } from './catalog/set-price.ts';
import { deliveryRoutes } from './delivery/delivery-routes.ts';
import { eventRoutes } from './events/event-routes.ts';
import { fulfilmentRoutes } from './fulfilment/fulfilment-routes.ts';
import { getStoreLayoutRoute } from './inventory/get-store-layout.ts';
import { receiveStockRoute } from './inventory/receive-stock.ts';
import { reshardStoreRoute } from './inventory/reshard-store.ts';
import { storeTotalsRoute } from './inventory/store-totals.ts';
import { askedOfStaffRoutes } from './me/me-routes.ts';
import { listMessagesRoute } from './messages/list-messages.ts';
import { staffCheckoutRoutes } from './orders/checkout-routes.ts';
import { paymentRoutes } from './payments/payment-routes.ts';
import { peopleRoutes } from './people/people-routes.ts';
import { prescriptionRoutes } from './prescriptions/prescription-routes.ts';
import { pricingRoutes } from './pricing/pricing-routes.ts';
import { purchasingRoutes } from './purchasing/purchasing-routes.ts';
import { sagaRoutes } from './sagas/saga-routes.ts';
import { rebuildSearchIndexRoute } from './search/rebuild-search-index.ts';
import { stockDocumentRoutes } from './stock-documents/stock-document-routes.ts';
import { takenOrderRoutes } from './trade-orders/trade-order-routes.ts';
import { voucherRoutes } from './vouchers/voucher-routes.ts';

/** Operations of staff and of machines that watch the shop: the Worker of the back office answers them. */
export const officeRoutes: readonly Route[] = [
  setPriceRoute,
  ...pricingRoutes,
  importRowsRoute,
  exportRowsRoute,
  rebuildSearchIndexRoute,
  receiveStockRoute,
  storeTotalsRoute,
  reshardStoreRoute,
  getStoreLayoutRoute,
  ...stockDocumentRoutes,
  ...purchasingRoutes,
  ...fulfilmentRoutes,
  ...deliveryRoutes,
  ...prescriptionRoutes,
  ...staffCheckoutRoutes,
  ...sagaRoutes,
  ...paymentRoutes,
  ...voucherRoutes,
  ...takenOrderRoutes,
  salesByDayRoute,
  rebuildSalesRoute,
  ...peopleRoutes,
  ...askedOfStaffRoutes,
  listMessagesRoute,
  ...eventRoutes,
  searchAuditRoute,
  exportAuditRoute,
];
