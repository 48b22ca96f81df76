const OLD_RATES = 'Notification 1/2017-Central Tax (Rate), 28 June 2017';
const NEW_RATES = 'Notification 9/2025-Central Tax (Rate), 17 September 2025';

/** Retail packs of homeopathic medicine: the HSN of nearly everything a pharmacy sells. */
export const HSN_RETAIL_MEDICINE = '30049014';

/** The day the rates of the 56th GST Council meeting came into force. */
export const NEW_RATES_FROM = '2025-09-22';

const FIRST_DAY_OF_GST = '2017-07-01';

/** `[HSN, from, basis points, source]`. What is not a medicine was read from secondary sources: check before filing. */
const rates: readonly (readonly [hsn: string, from: string, basisPoints: number, source: string])[] = [
  [HSN_RETAIL_MEDICINE, FIRST_DAY_OF_GST, 1200, `${OLD_RATES}, Schedule II, homeopathic medicaments for retail sale`],
  [HSN_RETAIL_MEDICINE, NEW_RATES_FROM, 500, `${NEW_RATES}, Schedule I, medicaments`],
  ['30039014', FIRST_DAY_OF_GST, 1200, `${OLD_RATES}, Schedule II, homeopathic medicaments in bulk`],
  ['30039014', NEW_RATES_FROM, 500, `${NEW_RATES}, Schedule I, medicaments`],
  ['33049910', '2017-11-15', 1800, 'Notification 41/2017-Central Tax (Rate), face creams (secondary source)'],
  ['33049910', NEW_RATES_FROM, 1800, `${NEW_RATES}, Schedule II, cosmetics (secondary source)`],
  ['33059011', FIRST_DAY_OF_GST, 1800, `${OLD_RATES}, Schedule III, hair oil (secondary source)`],
  ['33059011', NEW_RATES_FROM, 500, `${NEW_RATES}, Schedule I, hair oil (secondary source)`],
  ['33061020', FIRST_DAY_OF_GST, 1800, `${OLD_RATES}, Schedule III, toothpaste (secondary source)`],
  ['33061020', NEW_RATES_FROM, 500, `${NEW_RATES}, Schedule I, toothpaste (secondary source)`],
  ['70109000', FIRST_DAY_OF_GST, 1800, `${OLD_RATES}, Schedule III, glass vials (secondary source)`],
  ['39233090', FIRST_DAY_OF_GST, 1800, `${OLD_RATES}, Schedule III, plastic bottles and droppers (secondary source)`],
  ['49011010', FIRST_DAY_OF_GST, 0, 'Notification 2/2017-Central Tax (Rate), printed books'],
];

export const sampleTaxRates = () =>
  rates.map(([hsn, validFrom, rateBasisPoints, source]) => ({ hsn, validFrom, rateBasisPoints, source }));
