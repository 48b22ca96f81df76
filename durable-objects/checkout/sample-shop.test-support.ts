import { sql } from 'drizzle-orm';
import { brands, prices, products, taxRates, variants } from '#db/schema/catalog';
import { batches, stockLevels, stores } from '#db/schema/inventory';
import { licences } from '#db/schema/people';
import type { Permitted } from '#platform/context';
import { orThrow } from '#platform/errors';
import { type Fact, fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';

const newId = () => randomIds.next();
const long = '2020-01-01T00:00:00.000Z';

const storeFact = (id: string, code: string): Fact =>
  fact(stores, {
    id,
    code,
    slug: `store-${id}`,
    name: 'Tincture Pune',
    line1: '221 Laxmi Road',
    city: 'Pune',
    state: 'Maharashtra',
    stateCode: '27',
    postalCode: '411030',
    phone: '+912055500101',
    gstin: '27AAPFU0939F1ZV',
    licenceNumber: '20-C/MH/PUN/1021',
    timeZone: 'Asia/Kolkata',
    hours: [],
    fulfils: ['delivery', 'pickup'],
    position: 0,
  });

/** What lets the store bill. */
export const licenceFacts = (storeId: string, validTo = '2099-12-31'): Fact[] =>
  (['20-C', 'pharmacist'] as const).map((kind) =>
    fact(licences, {
      id: newId(),
      holderKind: 'store',
      holderId: storeId,
      kind,
      number: `TEST-${kind}`,
      holderName: null,
      validFrom: '2020-01-01',
      validTo,
      recordedBy: 'test',
      recordedAt: long,
      withdrawnAt: null,
    }),
  );

export interface SampleShop {
  storeId: string;
  code: string;
  variantId: string;
  productId: string;
}

export const priceFact = (variantId: string, amountPaise: number, validFrom = long): Fact =>
  fact(prices, {
    id: newId(),
    priceList: 'retail',
    variantId,
    currency: 'INR',
    amountPaise,
    mrpPaise: 13_000,
    validFrom,
    validUntil: null,
  });

/** A store with one variant at Rs 125.50 and two batches: so many pieces of each, the first one with the lower MRP. */
export async function openSampleShop(
  ctx: Permitted,
  code: string,
  pieces: readonly [number, number],
): Promise<SampleShop> {
  const [storeId, brandId, productId, variantId] = [newId(), newId(), newId(), newId()];
  const shelf = [
    { batchId: newId(), batchNumber: 'A1', expiresOn: '2099-06-30', mrpPaise: 12_000, quantity: pieces[0] },
    { batchId: newId(), batchNumber: 'B2', expiresOn: null, mrpPaise: 13_000, quantity: pieces[1] },
  ].filter((batch) => batch.quantity > 0);
  const facts = [
    storeFact(storeId, code),
    ...licenceFacts(storeId),
    fact(brands, {
      id: brandId,
      slug: brandId,
      name: 'House',
      manufacturer: 'House Pharmacy',
      licenceNumber: null,
      colour: '#224466',
    }),
    fact(products, {
      id: productId,
      handle: `arnica-${productId}`,
      remedyId: null,
      complexCode: null,
      form: 'dilution',
      brandId,
      name: 'Arnica montana',
      category: 'dilutions',
      description: '',
      hsn: '30049014',
      alcoholPermille: 900,
      status: 'active',
      popularity: 1,
      createdAt: long,
      updatedAt: long,
    }),
    fact(variants, {
      id: variantId,
      productId,
      sku: `SKU-${variantId}`,
      barcode: null,
      potencyScale: 'centesimal',
      potencyValue: 30,
      potencyRank: 30,
      potencyLabel: '30C',
      packQuantity: 30,
      packUnit: 'ml',
      packLabel: '30 ml',
      weightGrams: 60,
      position: 1,
      status: 'active',
    }),
    priceFact(variantId, 12_550),
    fact(taxRates, { hsn: '30049014', validFrom: '2017-07-01', rateBasisPoints: 1200, source: 'test' }),
    fact(taxRates, { hsn: '30049014', validFrom: '2025-09-22', rateBasisPoints: 500, source: 'test' }),
    ...shelf.map(({ batchId, batchNumber, expiresOn, mrpPaise }) =>
      fact(batches, {
        id: batchId,
        variantId,
        number: batchNumber,
        madeOn: '2025-01-01',
        expiresOn,
        mrpPaise,
        costPaise: 1,
      }),
    ),
    fact(stockLevels, { variantId, storeId, available: pieces[0] + pieces[1], band: 'low', asOfSequence: 0 }),
  ];
  await ctx.db.batch(writeFacts(facts));
  const lines = shelf.map((batch) => ({ ...batch, variantId }));
  const facts27 = { storeId, timeZone: 'Asia/Kolkata' };
  if (lines.length > 0) orThrow(await ctx.objects.stockRoom(storeId).receive(facts27, 'opening', 'opening', lines));
  return { storeId, code, variantId, productId };
}

/** The numbers of a store's orders as Postgres has them, in their order. */
export async function numbersOf(ctx: Permitted, storeId: string): Promise<string[]> {
  const rows = await ctx.db.query<{ number: string }>(
    sql`select number from orders where store_id = ${storeId}::uuid order by number`,
  );
  return rows.map((row) => row.number);
}
