import type { Route } from '../../routing/define-route.ts';
import { changePriceListRoute } from './change-price-list.ts';
import { changePromotionRoute } from './change-promotion.ts';
import { createCouponsRoute } from './create-coupons.ts';
import { createPromotionRoute } from './create-promotion.ts';
import { disableCouponRoute } from './disable-coupon.ts';
import { endPromotionRoute } from './end-promotion.ts';
import { explainPriceRoute } from './explain-price.ts';
import { listCouponsRoute } from './list-coupons.ts';
import { listPriceFloorsRoute } from './list-price-floors.ts';
import { listPriceListsRoute } from './list-price-lists.ts';
import { listPromotionsRoute } from './list-promotions.ts';
import { listQuantityBreaksRoute } from './list-quantity-breaks.ts';
import { previewPromotionRoute } from './preview-promotion.ts';
import { schedulePricesRoute } from './schedule-prices.ts';
import { setPriceFloorRoute } from './set-price-floor.ts';
import { setQuantityBreaksRoute } from './set-quantity-breaks.ts';

/** Prices, promotions and coupons, for staff. */
export const pricingRoutes: readonly Route[] = [
  changePriceListRoute,
  changePromotionRoute,
  createCouponsRoute,
  createPromotionRoute,
  disableCouponRoute,
  endPromotionRoute,
  explainPriceRoute,
  listCouponsRoute,
  listPriceFloorsRoute,
  listPriceListsRoute,
  listPromotionsRoute,
  listQuantityBreaksRoute,
  previewPromotionRoute,
  schedulePricesRoute,
  setPriceFloorRoute,
  setQuantityBreaksRoute,
];
