export {
  principalRate,
  type SupplyKind,
  splitTax,
  sumSplits,
  supplyKind,
  type TaxedAmount,
  type TaxSplit,
} from './gst.ts';
export { rateOn, type TaxRate } from './tax-rates.ts';
