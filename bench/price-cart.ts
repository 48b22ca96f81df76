import { plainTerms, priceCart } from '#modules/orders';
import { openScope } from '#modules/pricing';
import { uuidv7 } from '#platform/ids';
import type { CartState, Promotion, Quote } from '#platform/objects';

/** What a 50-line cart costs to price: promotions weighed, discounts handed to its lines, tax split. Milliseconds. */
export interface PricingFigures {
  lines: number;
  promotions: number;
  runs: number;
  p50Ms: number;
  p99Ms: number;
}

const LINES = 50;
const WARM_UP = 300;
const RUNS = 2_000;
const rates = [500, 1_200, 1_800];

const id = (ordinal: number): string => {
  const random = new Uint8Array(10);
  new DataView(random.buffer).setUint32(6, ordinal);
  return uuidv7(Date.UTC(2026, 10, 22), random);
};

const quote = (index: number): Quote => ({
  variantId: id(index),
  productId: id(1_000 + index),
  handle: `remedy-${index}`,
  sku: `SKU-${index}`,
  name: `Remedy ${index}`,
  potencyLabel: '30C',
  packLabel: '30 ml',
  imageUrl: '/media/label.svg',
  hsn: '30049014',
  rateBasisPoints: rates[index % rates.length] ?? 500,
  unitPricePaise: 9_000 + 137 * index,
  mrpPaise: 12_000 + 137 * index,
  availability: 'in_stock',
  licensedUntil: '9999-12-31',
  terms: {
    brandId: id(2_000 + (index % 5)),
    form: index % 2 === 0 ? 'dilution' : 'globules',
    category: 'dilutions',
    breaks: [{ minQuantity: 5, unitPricePaise: 8_500 + 137 * index }],
    floorPaise: 6_000,
  },
});

const promotion = (index: number, change: Partial<Promotion>): Promotion => ({
  id: id(3_000 + index),
  label: `Offer ${index}`,
  benefit: { kind: 'percent_off', basisPoints: 500 + 100 * index },
  scope: { ...openScope, brandIds: [id(2_000 + (index % 5))] },
  stackingGroup: `group-${index % 3}`,
  priority: index,
  isExclusive: false,
  coupon: null,
  ...change,
});

/** As busy as a shop gets: ten offers of every kind, three of which combine, and a coupon. */
const promotions = [
  ...Array.from({ length: 6 }, (_, index) => promotion(index, {})),
  promotion(6, { benefit: { kind: 'buy_x_get_y', buy: 2, get: 1, basisPoints: 10_000, count: 'together' } }),
  promotion(7, { benefit: { kind: 'amount_off', amountPaise: 10_000 }, scope: openScope }),
  promotion(8, { isExclusive: true }),
  promotion(9, { scope: openScope, coupon: { code: 'WELCOME10', limits: { total: null, perPerson: 1 } } }),
];

const cart: CartState = {
  id: id(9_000),
  store: { storeId: id(9_001), code: 'PUN', stateCode: '27', timeZone: 'Asia/Kolkata' },
  currency: 'INR',
  language: 'en',
  status: 'open',
  orderId: null,
  lines: Array.from({ length: LINES }, (_, index) => ({
    id: id(5_000 + index),
    variantId: id(index),
    quantity: 1 + (index % 7),
  })),
  quotes: Array.from({ length: LINES }, (_, index) => quote(index)),
  quotedAtMs: 0,
  channel: 'web',
  chosenPriceList: null,
  terms: { ...plainTerms, promotions },
  couponCodes: ['WELCOME10'],
  discounts: [],
};

/** Prices and taxes one cart many times. Pure: nothing but this thread is measured. */
export function measurePricing(): PricingFigures {
  const times: number[] = [];
  let checkSum = 0;
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const started = performance.now();
    checkSum += priceCart(cart).totalPaise;
    if (run >= WARM_UP) times.push(performance.now() - started);
  }
  if (checkSum <= 0) throw new Error('The cart came to nothing');
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { lines: LINES, promotions: promotions.length, runs: RUNS, p50Ms: at(0.5), p99Ms: at(0.99) };
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(measurePricing())}\n`);
