/** A rate of GST for a tariff heading from a day on (YYYY-MM-DD). Law is data: see the table `tax_rates`. */
export interface TaxRate {
  hsn: string;
  validFrom: string;
  rateBasisPoints: number;
}

/**
 * The rate for an HSN on a day: of the headings that contain it (3004 contains 30049014) the most precise one that is in
 * force, and of its rows the newest whose day has come. Undefined where no rate is
 * known: such goods cannot be billed until somebody enters one.
 */
export function rateOn(hsn: string, day: string, rates: readonly TaxRate[]): number | undefined {
  let best: TaxRate | undefined;
  for (const rate of rates) {
    if (!hsn.startsWith(rate.hsn) || rate.validFrom > day) continue;
    const isBetter =
      best === undefined ||
      rate.hsn.length > best.hsn.length ||
      (rate.hsn.length === best.hsn.length && rate.validFrom > best.validFrom);
    if (isBetter) best = rate;
  }
  return best?.rateBasisPoints;
}
