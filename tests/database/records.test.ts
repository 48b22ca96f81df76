import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brands, prices, products, remedies, variants } from '#db/schema/catalog';
import { stockLevels } from '#db/schema/inventory';
import { events } from '#db/schema/platform';
import { type Fact, fact, writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';

const at = '2026-11-01T00:00:00Z';

interface Sample {
  productId: string;
  variantId: string;
  facts: Fact[];
}

function sampleProduct(name: string, amountPaise: number): Sample {
  const [remedyId, brandId, productId, variantId] = [1, 2, 3, 4].map(() => randomIds.next());
  if (!remedyId || !brandId || !productId || !variantId) throw new Error('no ids');
  const handle = `${name.toLowerCase()}-${productId}`;
  return {
    productId,
    variantId,
    facts: [
      fact(remedies, { id: remedyId, abbrev: handle, slug: handle, name, families: ['plant'], rubricCount: 7 }),
      fact(brands, {
        id: brandId,
        slug: handle,
        name: 'Own',
        manufacturer: 'Own Ltd',
        licenceNumber: null,
        colour: '#1F4D3A',
      }),
      fact(products, {
        id: productId,
        handle,
        remedyId,
        complexCode: null,
        form: 'dilution',
        brandId,
        name,
        category: 'dilutions',
        description: '',
        hsn: '30049014',
        alcoholPermille: 900,
        status: 'active',
        popularity: 1,
        createdAt: at,
        updatedAt: at,
      }),
      fact(variants, {
        id: variantId,
        productId,
        sku: handle,
        barcode: null,
        potencyScale: 'centesimal',
        potencyValue: 30,
        potencyRank: 30,
        potencyLabel: '30C',
        packQuantity: 30,
        packUnit: 'ml',
        packLabel: '30 ml',
        weightGrams: 60,
        position: 0,
        status: 'active',
      }),
      fact(prices, {
        id: randomIds.next(),
        priceList: 'retail',
        variantId,
        currency: 'INR',
        amountPaise,
        mrpPaise: amountPaise,
        validFrom: at,
        validUntil: null,
      }),
    ],
  };
}

describe.each(engines)('the records on $name', (kind) => {
  const { hasVector } = kind;
  let engine: Engine;
  beforeAll(async () => {
    engine = await kind.start();
  });
  afterAll(() => engine.stop());

  it('writes many facts as one group, and the same facts again change nothing', async () => {
    const samples = [sampleProduct('Arnica', 9_900), sampleProduct('Belladonna', 12_000)];
    const facts = samples.flatMap((sample) => sample.facts);
    const before = engine.db.roundTrips;
    await engine.db.batch(writeFacts(facts));
    expect(engine.db.roundTrips - before).toBe(1);
    await engine.db.batch(writeFacts(facts));
    const [count] = await engine.db.query(
      sql`select count(*)::int as n from products where id = any(${sql.param(`{${samples.map((s) => s.productId).join(',')}}`)}::uuid[])`,
    );
    expect(count).toEqual({ n: 2 });
  });

  it('keeps bigint money exact and refuses what a number cannot count', async () => {
    const [row] = await engine.db.query(sql`select 9007199254740991::bigint as most`);
    expect(row).toEqual({ most: 9_007_199_254_740_991 });
    await expect(engine.db.query(sql`select 9007199254740993::bigint as more`)).rejects.toThrow(/does not fit/);
  });

  it('runs a batch whole or not at all', async () => {
    const id = randomIds.next();
    const row = {
      id,
      type: 'order.placed',
      version: 1,
      subject: 'x',
      storeId: null,
      data: {},
      occurredAt: at,
      correlationId: 'c',
      causationId: null,
      dueAt: null,
      attempts: 0,
    };
    const half = engine.db.batch([...writeFacts([fact(events, row)]), sql`select 1 / 0`]);
    await expect(half).rejects.toThrow(/division by zero/);
    expect(await engine.db.query(sql`select id from events where id = ${id}`)).toEqual([]);
  });

  it('draws a card from price and shelf, and removes it with its product', async () => {
    const sample = sampleProduct('Calendula', 15_500);
    const refresh = sql`select refresh_product_cards(array[${sample.productId}]::uuid[])`;
    await engine.db.batch([...writeFacts(sample.facts), refresh]);
    const card = () =>
      engine.db.query(
        sql`select name, potencies, packs, price_from_paise, in_stock from product_cards where product_id = ${sample.productId}`,
      );
    expect(await card()).toEqual([
      { name: 'Calendula', potencies: ['30C'], packs: ['30 ml'], price_from_paise: 15_500, in_stock: false },
    ]);

    const level = fact(stockLevels, {
      variantId: sample.variantId,
      storeId: randomIds.next(),
      available: 3,
      band: 'low',
      asOfSequence: 1,
    });
    await engine.db.batch([...writeFacts([level]), refresh]);
    expect(await card()).toMatchObject([{ in_stock: true }]);

    await engine.db.batch([sql`update products set status = 'archived' where id = ${sample.productId}`, refresh]);
    expect(await card()).toEqual([]);
  });

  it('shows the price whose day has come, not the one of tomorrow', async () => {
    const sample = sampleProduct('Drosera', 10_000);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const later = fact(prices, {
      id: randomIds.next(),
      priceList: 'retail',
      variantId: sample.variantId,
      currency: 'INR',
      amountPaise: 20_000,
      mrpPaise: 20_000,
      validFrom: tomorrow,
      validUntil: null,
    });
    await engine.db.batch([
      ...writeFacts([...sample.facts, later]),
      sql`select refresh_product_cards(array[${sample.productId}]::uuid[])`,
    ]);
    const [card] = await engine.db.query(
      sql`select price_from_paise from product_cards where product_id = ${sample.productId}`,
    );
    expect(card).toEqual({ price_from_paise: 10_000 });
  });

  it('finds a misspelt name by its trigrams', async () => {
    const sample = sampleProduct('Lycopodium', 9_000);
    await engine.db.batch([
      ...writeFacts(sample.facts),
      sql`select refresh_product_cards(array[${sample.productId}]::uuid[])`,
    ]);
    const found = await engine.db.query(
      sql`select name from product_cards where 'lycopodum' <% search_text order by word_similarity('lycopodum', search_text) desc limit 1`,
    );
    expect(found).toEqual([{ name: 'Lycopodium' }]);
  });

  it.runIf(hasVector)('orders by distance in meaning (needs pgvector)', async () => {
    const rows = await engine.db.query(
      sql`select n from (values ('far', '[1,0]'::vector), ('near', '[0,1]'::vector)) as t(n, v) order by v <=> '[0.1,1]'::vector`,
    );
    expect(rows).toEqual([{ n: 'near' }, { n: 'far' }]);
  });
});
