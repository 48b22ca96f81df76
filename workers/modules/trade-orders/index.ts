export {
  DealerOrderList,
  DealerOrderParams,
  getDealerOrder,
  ListDealerOrders,
  listDealerOrders,
} from './dealers/dealer-orders.ts';
export { acceptOwnQuotation, acceptQuotation } from './quotations/accept-quotation.ts';
export {
  declineOwnQuotation,
  declineQuotation,
  getQuotation,
  ListQuotationsQuery,
  listOwnQuotations,
  listQuotations,
  QuotationListView,
  sendQuotation,
} from './quotations/answer-quotation.ts';
export { MakeQuotationBody, makeQuotation } from './quotations/make-quotation.ts';
export { QuotationParams, QuotationView } from './quotations/quotation-records.ts';
export { ReorderedCartView, ReorderParams, reorder } from './reorder.ts';
export { sweepTradeOrders } from './sweep-trade-orders.ts';
export {
  discardTakenCart,
  ListTakenCartsQuery,
  listTakenCarts,
  resumeTakenCart,
  TakenCartListView,
} from './taken-carts/keep-taken-carts.ts';
export { OpenedTakenCartView, OpenTakenCartBody, openTakenCart } from './taken-carts/open-taken-cart.ts';
export { placeTakenCart } from './taken-carts/place-taken-cart.ts';
export { TakenCartParams, TakenCartView } from './taken-carts/taken-cart-records.ts';
