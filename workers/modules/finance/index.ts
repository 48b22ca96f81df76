export {
  addTax,
  principalRate,
  type SupplyKind,
  splitTax,
  sumSplits,
  supplyKind,
  type TaxedAmount,
  type TaxSplit,
  type UntaxedAmount,
  untaxedWithin,
} from './gst.ts';
export { isGstin, stateOfGstin } from './gstin.ts';
export { rateOn, type TaxRate } from './tax-rates.ts';
