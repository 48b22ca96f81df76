import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#db/client';
import { exportRows, type ImportKind, type ImportReport, importRows, type SheetFormat } from '#modules/catalog/import';
import { fixedClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import type { Objects, ReceivedLine } from '#platform/objects';
import { bdpmSheet } from '../../db/seed/bdpm-sheet.ts';
import { seedDatabase } from '../../db/seed/index.ts';
import { type Engine, engines } from './engines.ts';

const VARIANTS = 400;
const SHELVES = 50;
const ANCHOR_DAY = '2026-11-22';
describe.each(engines)('sheets on $name', (kind) => {
  const purged: string[] = [];
  const received = new Map<string, readonly ReceivedLine[]>();
  let engine: Engine;
  let db: Database;
  let ctx: Permitted;

  beforeAll(async () => {
    engine = await kind.start();
    db = engine.db;
    await seedDatabase({ db, variants: VARIANTS, anchorDay: ANCHOR_DAY });
    await db.query(sql`insert into stock_movements
      (store_id, sequence, batch_id, variant_id, kind, quantity, reference, occurred_at)
      select (select id from stores where code = 'PUN'), row_number() over (), id, variant_id, 'opening', 7, 'test', now()
      from batches limit ${SHELVES}`);
    ctx = testContext({
      actor: { kind: 'operator' },
      db,
      clock: fixedClock(`${ANCHOR_DAY}T12:00:00Z`),
      objects: objectsThatNote(),
      purge: async (tags) => {
        purged.push(...tags);
      },
    });
  }, 300_000);

  afterAll(() => engine.stop());

  function objectsThatNote(): Objects {
    const stockRoom = (storeId: string) => ({
      receive: async (_store: unknown, key: string, _kind: string, lines: readonly ReceivedLine[]) => {
        received.set(`${storeId} ${key}`, lines);
        return { ok: true, value: { booked: lines.length } };
      },
    });
    return { stockRoom, outboxRelay: () => ({ kick: async () => undefined }) } as unknown as Objects;
  }

  const bring = (kind: ImportKind, sheet: string | Uint8Array, more: { dryRun?: boolean; format?: SheetFormat } = {}) =>
    importRows(ctx, {
      kind,
      format: more.format ?? 'csv',
      dryRun: more.dryRun ?? false,
      body: typeof sheet === 'string' ? new TextEncoder().encode(sheet) : sheet,
    });

  const counts = ({ created, updated, unchanged, errorCount }: ImportReport) => ({
    created,
    updated,
    unchanged,
    errorCount,
  });
  const countOf = async (table: string) =>
    Number((await db.query(sql`select count(*)::int as n from ${sql.identifier(table)}`))[0]?.n);

  describe('an export', () => {
    it.each([
      ['products', 'csv'],
      ['products', 'xlsx'],
      ['prices', 'csv'],
      ['prices', 'xlsx'],
      ['stock', 'csv'],
    ] as const)('of %s as %s changes nothing when it is taken in again', async (kind, format) => {
      const file = await exportRows(ctx, { kind, format });
      const report = await bring(kind, file.body, { format });
      expect(report.errors).toEqual([]);
      expect(counts(report)).toEqual({ created: 0, updated: 0, unchanged: file.rows, errorCount: 0 });
      expect(file.rows).toBeGreaterThanOrEqual(kind === 'stock' ? SHELVES : VARIANTS);
    });
  });

  describe('a product list', () => {
    const sheet = [
      'Product name,Form,Brand,Remedy,SKU,Potency,Pack,Barcode',
      'Zincum valerianicum dilution,liquid,Banyan Row,zinc,ZV-30-30,30 ch,30ml,4006381333931',
      'Zincum valerianicum dilution,dil,banyan-row,Zinc,ZV-1M-30,1000,30 ML,',
      'Zincum valerianicum mother tincture,Mother Tincture,Banyan Row,Zincum metallicum,ZV-Q,Ø,0.1 L,',
    ].join('\n');

    it('in the words of the trade makes products and variants', async () => {
      expect(counts(await bring('products', sheet, { dryRun: true }))).toEqual({
        created: 3,
        updated: 0,
        unchanged: 0,
        errorCount: 0,
      });
      expect(await db.query(sql`select 1 from variants where sku = 'ZV-Q'`)).toEqual([]);

      const report = await bring('products', sheet);
      expect(report).toMatchObject({ applied: true, created: 3 });
      const made = await db.query(sql`select v.sku, v.potency_label, v.pack_label, v.position, p.handle, p.hsn, r.abbrev
      from variants v join products p on p.id = v.product_id join remedies r on r.id = p.remedy_id
      where v.sku like 'ZV-%' order by v.sku`);
      expect(made).toMatchObject([
        { sku: 'ZV-1M-30', potency_label: '1M', pack_label: '30 ml', position: 1, abbrev: 'Zinc', hsn: '30049014' },
        {
          sku: 'ZV-30-30',
          potency_label: '30C',
          pack_label: '30 ml',
          position: 0,
          handle: 'zincum-valerianicum-dilution-banyan-row',
        },
        { sku: 'ZV-Q', potency_label: 'Q', pack_label: '100 ml', position: 0 },
      ]);
      const told = await db.query(sql`select subject from events where type = 'product.changed'`);
      expect(told).toHaveLength(2);
      expect(purged).toContain('list');
    });

    it('sent again changes nothing', async () => {
      expect(counts(await bring('products', sheet))).toEqual({ created: 0, updated: 0, unchanged: 3, errorCount: 0 });
    });

    it('with one wrong row keeps everything out and names row, column and reason', async () => {
      const before = await countOf('products');
      const report = await bring(
        'products',
        [
          'product_name,form,brand,remedy,sku,potency,pack,barcode,hsn',
          'New one dilution,dilution,Banyan Row,Arn,NEW-1,30C,30 ml,,',
          'New two globules,globules,Banyan Row,Arn,NEW-2,Q,10 g,,',
          'New three ointment,ointment,Nobody,Nothing,NEW-3,,30 ml,4006381333932,1234',
          'New four dilution,dilution,Banyan Row,Arn,NEW-1,200C,30 ml,,',
          'New five dilution,dilution,Banyan Row,Arn,NEW-5,LM0,,,',
          'New six dilution,potion,,Arn,NEW-6,30C,30 ml,,',
        ].join('\n'),
      );
      expect(report.applied).toBe(false);
      const named = report.errors.map(({ row, column }) => `${row} ${column}`);
      expect(named).toEqual(
        expect.arrayContaining(['3 potency', '4 barcode', '5 sku', '6 potency', '7 form', '7 brand']),
      );
      expect(report.errors.every(({ reason }) => reason.length > 5)).toBe(true);
      expect(await countOf('products')).toBe(before);
    });

    it('refuses unknown and missing columns by name', async () => {
      const report = await bring('products', 'product_name,form,colour\nA,dilution,red');
      expect(report.errors).toEqual([
        { row: 1, column: 'brand', reason: 'This column is missing' },
        { row: 1, column: 'colour', reason: expect.stringContaining('no such column') },
      ]);
    });
  });

  describe('a price list', () => {
    it('starts a price now, shows it on the card and leaves the old one in the books', async () => {
      const [variant] = await db.query<{ sku: string; product_id: string }>(
        sql`select v.sku, v.product_id from variants v join prices p on p.variant_id = v.id limit 1`,
      );
      const sku = variant?.sku ?? '';
      const sheet = `sku;price;mrp\n${sku.toLowerCase()};"₹ 2,345.50";Rs. 2400/-`;
      expect(counts(await bring('prices', sheet))).toEqual({ created: 0, updated: 1, unchanged: 0, errorCount: 0 });
      expect(counts(await bring('prices', sheet))).toEqual({ created: 0, updated: 0, unchanged: 1, errorCount: 0 });
      const prices =
        await db.query(sql`select amount_paise, mrp_paise from prices p join variants v on v.id = p.variant_id
      where v.sku = ${sku} and price_list = 'retail' order by valid_from desc`);
      expect(prices.length).toBeGreaterThan(1);
      expect(prices[0]).toEqual({ amount_paise: 234_550, mrp_paise: 240_000 });
      const [card] = await db.query(
        sql`select price_to_paise from product_cards where product_id = ${variant?.product_id}`,
      );
      expect(card?.price_to_paise).toBe(234_550);
      expect(purged).toContain(`product:${variant?.product_id}`);
    });

    it('refuses a price above MRP, an unknown SKU and what is no price', async () => {
      const report = await bring('prices', 'sku,price,mrp\nNONE-1,10,20\nZV-Q,30,20\nZV-Q,free,20');
      expect(report.errors).toMatchObject([
        { row: 2, column: 'sku' },
        { row: 3, column: 'price', reason: 'The price is above the MRP' },
        { row: 4, column: 'price' },
      ]);
    });
  });

  describe('a delivery', () => {
    const sheet =
      'store,sku,batch_number,expires_on,mrp,quantity\nPUN,ZV-Q,ZV001,31/03/2029,250,12\nBLR,ZV-Q,ZV001,31/03/2029,250,3';

    it('makes the batch once and books it into each store once', async () => {
      expect(counts(await bring('stock', sheet))).toEqual({ created: 2, updated: 0, unchanged: 0, errorCount: 0 });
      expect([...received.values()].flat().map(({ quantity }) => quantity)).toEqual([12, 3]);
      const batches = await db.query(sql`select expires_on, mrp_paise from batches where number = 'ZV001'`);
      expect(batches).toEqual([{ expires_on: '2029-03-31', mrp_paise: 25_000 }]);

      received.clear();
      const again = await bring('stock', sheet);
      expect(again).toMatchObject({ applied: true, created: 0, updated: 0, unchanged: 2 });
      expect(again.notices[0]).toMatch(/taken in before/);
      expect(received.size).toBe(0);
    });

    it('may not change what is printed on a batch', async () => {
      const report = await bring(
        'stock',
        'store,sku,batch_number,expires_on,mrp,quantity\nPUN,ZV-Q,ZV001,2030-01-01,260,1',
      );
      expect(report.errors).toMatchObject([
        { row: 2, column: 'mrp' },
        { row: 2, column: 'expires_on' },
      ]);
    });
  });

  describe('the French registry', () => {
    it('comes in as products without a price, and changes nothing the second time', async () => {
      const cardsBefore = await countOf('product_cards');
      const sheet = bdpmSheet();
      const first = await bring('bdpm', sheet);
      expect(first.errors).toEqual([]);
      expect(first.created + first.skipped).toBe(1482);
      expect(first.created).toBeGreaterThan(1400);
      expect(await countOf('product_cards')).toBe(cardsBefore);

      const second = await bring('bdpm', sheet);
      expect(second).toMatchObject({ created: 0, updated: 0, unchanged: first.created, errorCount: 0 });
      const [arnica] = await db.query(sql`select p.name, p.form, b.name as brand, r.abbrev from products p
      join brands b on b.id = p.brand_id join remedies r on r.id = p.remedy_id where p.handle = 'bdpm-60706832'`);
      expect(arnica).toMatchObject({ form: 'ointment', brand: 'BIOGARAN', abbrev: 'Arn' });
    });
  });

  it('is refused to a stranger', async () => {
    const stranger: Permitted = { ...ctx, actor: { kind: 'anonymous' } };
    const body = new Uint8Array();
    await expect(importRows(stranger, { kind: 'products', format: 'csv', dryRun: true, body })).rejects.toThrow(
      /permission/,
    );
    await expect(exportRows(stranger, { kind: 'products', format: 'csv' })).rejects.toThrow(/permission/);
  });
});
