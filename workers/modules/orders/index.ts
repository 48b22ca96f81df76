export { abandonCheckout } from './abandon-checkout.ts';
export { addCartLine } from './add-cart-line.ts';
export * from './after-placing.ts';
export { applyCoupon } from './apply-coupon.ts';
export { type BuyerColumns, erasedBuyer, openBuyer, sealBuyer } from './buyer.ts';
export { applyChange, isPricedForAnother, isStale, newCart, wantedLines } from './cart.ts';
export { cartOfToday, plainTerms } from './cart-of-today.ts';
export { changeCartLine } from './change-cart-line.ts';
export * from './checkout-views.ts';
export { refusalOfDelivery } from './delivery-of-order.ts';
export { DeliveryOptionsQuery, DeliveryOptionsView, deliveryOptions } from './delivery-options.ts';
export { draftOrder, type OrderDraft } from './draft-order.ts';
export { type OrderPlacedData, orderPlaced } from './events.ts';
export { ExplainedPriceView, ExplainPriceSchema, explainPrice } from './explain-price.ts';
export * from './for-taken-orders.ts';
export { getCart } from './get-cart.ts';
export { getCheckout } from './get-checkout.ts';
export { getOrder } from './get-order.ts';
export { getOwnOrder } from './get-own-order.ts';
export { listOwnOrders } from './list-own-orders.ts';
export {
  CompensateCheckoutBody,
  compensateCheckout,
  ManageCheckout,
  resumeCheckout,
} from './manage-checkout.ts';
export { openCart } from './open-cart.ts';
export { orderFacts, orderSeries } from './order-facts.ts';
export { orderView } from './order-view.ts';
export { type Ordering, placeCart, placeOrder, renewQuotes } from './place-order.ts';
export { PreviewPromotionBody, PromotionPreviewView, previewPromotion } from './preview-promotion.ts';
export { couponUsesOf, priceCart } from './price-cart.ts';
export { quoteOf } from './quote-of.ts';
export { type OrderJson, orderRecord, ordersQuery, showOrder } from './read-orders.ts';
export { removeCartLine } from './remove-cart-line.ts';
export { removeCoupon } from './remove-coupon.ts';
export * from './schemas.ts';
export { setCartLanguage } from './set-cart-language.ts';
export { SetLineDiscountBody, setLineDiscount } from './set-line-discount.ts';
export { tenderRows } from './tenders.ts';
