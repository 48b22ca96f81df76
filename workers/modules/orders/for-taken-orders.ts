export { AddCartLinesBody, addCartLines } from './add-cart-lines.ts';
export { cartView } from './cart-view.ts';
export { maxQuantityPerLine } from './limits.ts';
export { findStore } from './open-cart.ts';
export { orderStatuses } from './order-machine.ts';
export { readQuotes } from './read-quotes.ts';
