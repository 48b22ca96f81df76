export {
  addTax,
  principalRate,
  type SupplyKind,
  splitTax,
  sumSplits,
  supplyKind,
  type TaxSplit,
  untaxedWithin,
} from './gst.ts';
export { isGstin, stateOfGstin } from './gstin.ts';
export { rateOn, type TaxRate } from './tax-rates.ts';
