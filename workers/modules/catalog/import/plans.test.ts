import { describe, expect, it } from 'vitest';
import type { IdSource } from '#platform/ids';
import { type KnownPrice, type PriceRow, planPrices } from './import-prices.ts';
import { type KnownShelf, planStock, type StockRow } from './import-stock.ts';
import type { KnownCatalogue } from './known-products.ts';
import { planProducts } from './plan-products.ts';
import { ProductRowSchema } from './product-row.ts';

const NOW = '2026-11-22T12:00:00.000Z';

function countingIds(): IdSource {
  let last = 0;
  return {
    next() {
      last += 1;
      return `id-${last}`;
    },
  };
}

describe('a price row', () => {
  const row = { sku: 'ARN-30C', price: 9900, mrp: 11_000 } as PriceRow;
  const known: KnownPrice = { row: 2, variantId: 'v', productId: 'p', amountPaise: null, mrpPaise: null };
  const plan = (value: Partial<PriceRow>, held: Partial<KnownPrice>) =>
    planPrices([{ row: 2, value: { ...row, ...value } }], [{ ...known, ...held }], NOW, () => 'new');

  it('starts a first price now in the retail list when it says nothing else', () => {
    const { fates, prices, productIds } = plan({}, {});
    expect(fates).toEqual(['created']);
    expect(prices).toMatchObject([{ price_list: 'retail', amount_paise: 9900, mrp_paise: 11_000, valid_from: NOW }]);
    expect([...productIds]).toEqual(['p']);
  });

  it('changes nothing when the same price holds already', () => {
    expect(plan({}, { amountPaise: 9900, mrpPaise: 11_000 })).toMatchObject({ fates: ['unchanged'], prices: [] });
    expect(plan({}, { amountPaise: 9900, mrpPaise: 12_000 }).fates).toEqual(['updated']);
  });

  it('names an unknown SKU', () => {
    expect(plan({}, { variantId: null, productId: null }).errors).toMatchObject([{ row: 2, column: 'sku' }]);
  });
});

describe('a delivery row', () => {
  const row = { store: 'PUN', sku: 'ARN-30C', batch_number: 'B1', quantity: 5 } as StockRow;
  const shelf: KnownShelf = {
    row: 2,
    storeId: 's',
    timeZone: 'Asia/Kolkata',
    variantId: 'v',
    batchId: null,
    expiresOn: null,
    mrpPaise: null,
    listMrpPaise: 11_000,
  };
  const plan = (value: Partial<StockRow>, known: Partial<KnownShelf>) =>
    planStock([{ row: 2, value: { ...row, ...value } }], [{ ...shelf, ...known }], '2026-11-22', () => 'new');

  it('makes a new batch with the MRP of the price list when the file names none', () => {
    const { batches, deliveries } = plan({}, {});
    expect(batches).toMatchObject([{ id: 'new', number: 'B1', mrp_paise: 11_000, expires_on: null }]);
    expect(deliveries).toMatchObject([{ store: { storeId: 's' }, lines: [{ batchId: 'new', quantity: 5 }] }]);
  });

  it('adds to a batch that is there, and receives nothing without a quantity', () => {
    const known = { batchId: 'b', mrpPaise: 12_000, expiresOn: '2029-01-31' };
    expect(plan({}, known)).toMatchObject({
      fates: ['updated'],
      batches: [],
      deliveries: [{ lines: [{ batchId: 'b' }] }],
    });
    expect(plan({ quantity: undefined }, known)).toMatchObject({ fates: ['unchanged'], deliveries: [] });
  });

  it('needs an MRP from somewhere, and a batch that was made before it expires', () => {
    expect(plan({}, { listMrpPaise: null }).errors).toMatchObject([{ row: 2, column: 'mrp' }]);
    const wrong = plan({ made_on: '2026-01-01', expires_on: '2025-01-01' }, {});
    expect(wrong.errors).toMatchObject([{ row: 2, column: 'expires_on' }]);
  });
});

describe('rows of one product', () => {
  const known: KnownCatalogue = {
    products: new Map(),
    variants: new Map(),
    barcodes: new Map([['4006381333931', 'OTHER']]),
    brands: new Map([
      ['banyan row', { id: 'b', slug: 'banyan-row' }],
      ['old ferry', { id: 'o', slug: 'old-ferry' }],
    ]),
    remedies: new Map([['arn', { id: 'r', slug: 'arnica-montana' }]]),
    hsns: new Set(['30049014']),
  };
  const read = (cells: Record<string, string>, at: number) => ({
    row: at + 2,
    value: ProductRowSchema.parse({ product_name: 'Arnica dilution', form: 'dilution', brand: 'Banyan Row', ...cells }),
  });
  const plan = (...rows: Record<string, string>[]) => planProducts(rows.map(read), known, countingIds(), NOW);

  it('make one product with its variants', () => {
    const { fates, products, variants, errors } = plan(
      { remedy: 'Arn', sku: 'A-30', potency: '30 ch', pack: '30ml' },
      { sku: 'a-1m', potency: '1000', pack: '30 ML' },
    );
    expect(errors).toEqual([]);
    expect(fates).toEqual(['created', 'created']);
    expect(products).toMatchObject([
      { handle: 'arnica-dilution-banyan-row', remedy_id: 'r', category: 'single_remedy' },
    ]);
    expect(variants).toMatchObject([
      { sku: 'A-30', potency_label: '30C', pack_label: '30 ml' },
      { sku: 'A-1M', potency_label: '1M', potency_scale: 'centesimal', potency_value: 1000 },
    ]);
  });

  it('need a handle where the name gives none, or one would overwrite the other', () => {
    expect(plan({ product_name: 'अर्निका' }).errors).toMatchObject([{ row: 2, column: 'handle' }]);
    expect(plan({ product_name: 'अर्निका', handle: 'arnika' }).errors).toEqual([]);
  });

  it('may not contradict each other', () => {
    const { errors } = plan({ handle: 'a', description: 'One' }, { handle: 'a', description: 'Two' });
    expect(errors).toMatchObject([{ row: 3, column: 'description' }]);
  });

  it('keep to what the form allows and to barcodes that are free', () => {
    const { errors } = plan({ sku: 'A-Q', potency: 'Q', pack: '10 g', barcode: '4006381333931' });
    expect(errors.map(({ column }) => column).sort()).toEqual(['barcode', 'pack', 'potency']);
  });
});
