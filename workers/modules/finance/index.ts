export {
  principalRate,
  type SupplyKind,
  splitTax,
  sumSplits,
  supplyKind,
  type TaxedAmount,
  type TaxSplit,
} from './gst.ts';
export { rateOn, requireRateOn, type TaxRate, UnknownTaxRate } from './tax-rates.ts';
