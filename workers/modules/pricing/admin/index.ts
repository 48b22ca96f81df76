export { changePromotion } from './change-promotion.ts';
export { CreateCouponsBody } from './coupon-schema.ts';
export { CreatedCouponsView, createCoupons } from './create-coupons.ts';
export { createPromotion } from './create-promotion.ts';
export { DisabledCouponView, disableCoupon } from './disable-coupon.ts';
export { endPromotion } from './end-promotion.ts';
export { CouponListView, ListCouponsSchema, listCoupons } from './list-coupons.ts';
export { ListPriceFloorsSchema, listPriceFloors, PriceFloorListView } from './list-price-floors.ts';
export { ListPromotionsSchema, listPromotions, PromotionListView } from './list-promotions.ts';
export { ListQuantityBreaksSchema, listQuantityBreaks } from './list-quantity-breaks.ts';
export { SetPriceFloorBody, SetPriceFloorView, setPriceFloor } from './price-floors.ts';
export {
  ChangePriceListBody,
  ChangePriceListParams,
  changePriceList,
  listPriceLists,
  PriceListsView,
  PriceListView,
} from './price-lists.ts';
export { ChangePromotionBody, CreatePromotionBody, PromotionView } from './promotion-schema.ts';
export { PriceListCode, QuantityBreaksView } from './quantity-breaks.ts';
export { ScheduledPricesView, SchedulePricesBody, schedulePrices } from './schedule-prices.ts';
export { SetQuantityBreaksBody, setQuantityBreaks } from './set-quantity-breaks.ts';
export { sweepDuePrices } from './sweep-due-prices.ts';
