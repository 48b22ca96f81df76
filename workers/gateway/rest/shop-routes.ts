import type { Route } from '../routing/define-route.ts';
import { appRoutes } from './apps/app-routes.ts';
import { authRoutes } from './auth/auth-routes.ts';
import { getProductRoute } from './catalog/get-product.ts';
import { getRemedyRoute } from './catalog/get-remedy.ts';
import { listProductsRoute } from './catalog/list-products.ts';
import { listRemediesRoute } from './catalog/list-remedies.ts';
import { deliveryOptionsRoute } from './delivery/delivery-options.ts';
import { ownOrderRoutes } from './fulfilment/fulfilment-routes.ts';
import { listStoresRoute } from './inventory/list-stores.ts';
import { meRoutes } from './me/me-routes.ts';
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
import { listPaymentMethodsRoute } from './payments/list-payment-methods.ts';
import { keyRoutes } from './people/people-routes.ts';
import { ownPrescriptionRoutes } from './prescriptions/prescription-routes.ts';
import { searchProductsRoute } from './search/search-products.ts';
import { suggestRoute } from './search/suggest.ts';
import { getHealthRoute } from './system/get-health.ts';
import { dealerRoutes } from './trade-orders/trade-order-routes.ts';
import { ownVoucherRoutes } from './vouchers/voucher-routes.ts';
import { webhookRoutes } from './webhooks/webhook-routes.ts';

/** Operations of shoppers, buyers and partners: the gateway answers them itself. */
export const shopRoutes: readonly Route[] = [
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
  deliveryOptionsRoute,
  ...checkoutRoutes,
  getOrderRoute,
  ...ownOrderRoutes,
  ...ownPrescriptionRoutes,
  ...ownVoucherRoutes,
  ...dealerRoutes,
  ...authRoutes,
  ...appRoutes,
  ...meRoutes,
  ...keyRoutes,
  listStoresRoute,
  listPaymentMethodsRoute,
  ...webhookRoutes,
  getHealthRoute,
];
