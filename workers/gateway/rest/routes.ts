import type { Route } from '../routing/define-route.ts';
import { rebuildSalesRoute } from './analytics/rebuild-sales.ts';
import { salesByDayRoute } from './analytics/sales-by-day.ts';
import { appRoutes } from './apps/app-routes.ts';
import { exportAuditRoute } from './audit/export-audit.ts';
import { searchAuditRoute } from './audit/search-audit.ts';
import { authRoutes } from './auth/auth-routes.ts';
import { exportRowsRoute } from './catalog/export-rows.ts';
import { getProductRoute } from './catalog/get-product.ts';
import { getRemedyRoute } from './catalog/get-remedy.ts';
import { importRowsRoute } from './catalog/import-rows.ts';
import { listProductsRoute } from './catalog/list-products.ts';
import { listRemediesRoute } from './catalog/list-remedies.ts';
import { setPriceRoute } from './catalog/set-price.ts';
import { eventRoutes } from './events/event-routes.ts';
import { fulfilmentRoutes } from './fulfilment/fulfilment-routes.ts';
import { getStoreLayoutRoute } from './inventory/get-store-layout.ts';
import { listStoresRoute } from './inventory/list-stores.ts';
import { receiveStockRoute } from './inventory/receive-stock.ts';
import { reshardStoreRoute } from './inventory/reshard-store.ts';
import { storeTotalsRoute } from './inventory/store-totals.ts';
import { meRoutes } from './me/me-routes.ts';
import { listMessagesRoute } from './messages/list-messages.ts';
import { addCartLineRoute } from './orders/add-cart-line.ts';
import { applyCouponRoute } from './orders/apply-coupon.ts';
import { changeCartLineRoute } from './orders/change-cart-line.ts';
import { checkoutRoutes } from './orders/checkout-routes.ts';
import { getCartRoute } from './orders/get-cart.ts';
import { getOrderRoute } from './orders/get-order.ts';
import { openCartRoute } from './orders/open-cart.ts';
import { removeCartLineRoute } from './orders/remove-cart-line.ts';
import { removeCouponRoute } from './orders/remove-coupon.ts';
import { setCartLanguageRoute } from './orders/set-cart-language.ts';
import { setLineDiscountRoute } from './orders/set-line-discount.ts';
import { paymentRoutes } from './payments/payment-routes.ts';
import { keyRoutes, peopleRoutes } from './people/people-routes.ts';
import { pricingRoutes } from './pricing/pricing-routes.ts';
import { purchasingRoutes } from './purchasing/purchasing-routes.ts';
import { sagaRoutes } from './sagas/saga-routes.ts';
import { rebuildSearchIndexRoute } from './search/rebuild-search-index.ts';
import { searchProductsRoute } from './search/search-products.ts';
import { suggestRoute } from './search/suggest.ts';
import { stockDocumentRoutes } from './stock-documents/stock-document-routes.ts';
import { getHealthRoute } from './system/get-health.ts';
import { voucherRoutes } from './vouchers/voucher-routes.ts';
import { webhookRoutes } from './webhooks/webhook-routes.ts';

/** Every operation of the API. The router, the reference and the security tests all read this list. */
export const routes: readonly Route[] = [
  listProductsRoute,
  getProductRoute,
  searchProductsRoute,
  suggestRoute,
  listRemediesRoute,
  getRemedyRoute,
  openCartRoute,
  getCartRoute,
  setCartLanguageRoute,
  addCartLineRoute,
  changeCartLineRoute,
  removeCartLineRoute,
  applyCouponRoute,
  removeCouponRoute,
  setLineDiscountRoute,
  ...checkoutRoutes,
  getOrderRoute,
  ...fulfilmentRoutes,
  ...authRoutes,
  ...appRoutes,
  ...meRoutes,
  ...keyRoutes,
  listStoresRoute,
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
  salesByDayRoute,
  rebuildSalesRoute,
  ...peopleRoutes,
  listMessagesRoute,
  ...eventRoutes,
  ...sagaRoutes,
  searchAuditRoute,
  exportAuditRoute,
  ...voucherRoutes,
  ...paymentRoutes,
  ...webhookRoutes,
  getHealthRoute,
];
