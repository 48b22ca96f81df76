export * from './admin/index.ts';
export { type FloorRule, floorOf, onBasis } from './floor.ts';
export { type PricedLine, type PricedOrder, type PricedPiece, priceAsShown, priceOrder } from './price-order.ts';
export type { PriceLine, PricePiece } from './price-sheet.ts';
export type { Sale } from './promotion-scope.ts';
export { openScope, priceListOf, saleTerms, type TermsRequest, type TermsRow, termsQuery } from './sale-terms.ts';
