export { addCartLine } from './add-cart-line.ts';
export { applyChange, isStale, type NewCart, newCart, quoteOf, wantedLines } from './cart.ts';
export { cartView } from './cart-view.ts';
export { changeCartLine } from './change-cart-line.ts';
export { draftOrder, type OrderDraft } from './draft-order.ts';
export { OrderPlacedData, orderPlacedVersion } from './events.ts';
export { getCart } from './get-cart.ts';
export { getOrder } from './get-order.ts';
export { type GstStateCode, gstStateCodes } from './gst-states.ts';
export * from './limits.ts';
export { openCart } from './open-cart.ts';
export { orderFacts, orderSeries } from './order-facts.ts';
export {
  canMove,
  IllegalOrderMove,
  isFinal,
  moveOrder,
  type OrderStatus,
  orderMoves,
  orderStatuses,
} from './order-machine.ts';
export { orderView } from './order-view.ts';
export { placeOrder } from './place-order.ts';
export { removeCartLine } from './remove-cart-line.ts';
export * from './schemas.ts';
