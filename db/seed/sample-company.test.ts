import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type FormCode,
  isFormCode,
  type PackUnit,
  parsePotency,
  potencyUnfitForForm,
  unitUnfitForForm,
} from '#modules/catalog';
import { STOCKED_REMEDIES, tissueSalts } from './assortment.ts';
import { isEan13 } from './barcode.ts';
import { openingStock } from './batches.ts';
import { sampleProducts } from './catalogue.ts';
import { sampleStores } from './company.ts';
import { hindiNames } from './hindi-names.ts';
import { boerickePassages } from './passages.ts';
import { productRows, type RowsByTable } from './product-rows.ts';
import { sampleRemedies } from './remedies.ts';

const ANCHOR_DAY = '2026-11-22';
const remedies = sampleRemedies();
const products = sampleProducts(remedies, 12_000);

const rows = gather(ANCHOR_DAY);

function gather(anchorDay: string): RowsByTable {
  const barcodes = new Set<number>();
  const found: RowsByTable = {};
  for (const product of products) {
    for (const [table, more] of Object.entries(productRows(product, anchorDay, barcodes))) {
      const already = found[table] ?? [];
      found[table] = already;
      already.push(...more);
    }
  }
  return found;
}

const column = (table: string, name: string) => (rows[table] ?? []).map((row) => row[name]);
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

describe('the sample company', () => {
  it('is the same to the byte whenever it is made, and moves with its anchor day only in its batches', () => {
    expect(digest(gather(ANCHOR_DAY))).toBe(digest(rows));
    const later = gather('2027-02-01');
    expect(digest({ ...later, batches: [] })).toBe(digest({ ...rows, batches: [] }));
    expect(digest(later.batches)).not.toBe(digest(rows.batches));
  });

  it('has 12,000 variants in about 2,000 products of at least the 300 most listed remedies', () => {
    expect(rows.variants).toHaveLength(12_000);
    expect(products.length).toBeGreaterThan(1900);
    expect(products.length).toBeLessThan(2300);
    const stocked = new Set(products.map(({ remedy }) => remedy?.abbrev));
    for (const { abbrev } of remedies.slice(0, STOCKED_REMEDIES)) expect(stocked, abbrev).toContain(abbrev);
    expect(stocked).toContain('Calen');
  });

  it('has the twelve tissue salts, 28 combinations of them and forty mixtures', () => {
    const biochemics = products.filter(({ form, remedy }) => form === 'biochemic_tablets' && remedy !== undefined);
    expect(new Set(biochemics.map(({ remedy }) => remedy?.abbrev))).toEqual(new Set(tissueSalts));
    const codes = new Set(products.map(({ complex }) => complex?.code).filter((code) => code !== undefined));
    expect([...codes].filter((code) => code.startsWith('BC'))).toHaveLength(28);
    expect([...codes].filter((code) => code.startsWith('T'))).toHaveLength(40);
  });

  it('writes no name of a remedy with a mark of punctuation left over from a list', () => {
    const names = remedies.flatMap((remedy) => [remedy.name, ...remedy.names.map(({ name }) => name)]);
    expect(names.filter((name) => /^[\s,;:]|[\s,;:]$/.test(name))).toEqual([]);
  });

  it('repeats no handle, SKU, barcode or id', () => {
    const names = [
      ['products', 'handle'],
      ['variants', 'sku'],
      ['variants', 'barcode'],
      ['variants', 'id'],
      ['prices', 'id'],
      ['batches', 'id'],
    ] as const;
    for (const [table, name] of names) {
      const values = column(table, name);
      expect(new Set(values).size, `${table}.${name}`).toBe(values.length);
    }
  });
});

describe('every variant', () => {
  const forms = new Map((rows.products ?? []).map(({ id, form }) => [id, form]));

  it('has a potency and a pack that its form allows, under the label of the grammar', () => {
    for (const variant of rows.variants ?? []) {
      const form = String(forms.get(variant.product_id));
      expect(isFormCode(form)).toBe(true);
      const text = variant.potency_label as string | null;
      const potency = text === null ? undefined : parsePotency(text);
      expect(potencyUnfitForForm(form as FormCode, potency), variant.sku as string).toBeUndefined();
      expect(unitUnfitForForm(form as FormCode, variant.pack_unit as PackUnit), variant.sku as string).toBeUndefined();
      if (potency === undefined) expect(variant.potency_scale).toBeNull();
      else {
        const { potency_scale: scale, potency_value: value, potency_rank: rank, potency_label: label } = variant;
        expect(potency).toEqual({ scale, value, rank, label });
      }
    }
  });

  it('carries a barcode with a valid check digit and weighs more than nothing', () => {
    for (const { barcode, weight_grams } of rows.variants ?? []) {
      expect(isEan13(String(barcode))).toBe(true);
      expect(Number(weight_grams)).toBeGreaterThan(10);
    }
  });

  it('never costs more than its MRP, in any list, on any day, in any batch', () => {
    const retail = new Map<unknown, number>();
    for (const { variant_id, price_list, amount_paise, mrp_paise, valid_until } of rows.prices ?? []) {
      expect(Number.isInteger(amount_paise)).toBe(true);
      expect(Number(amount_paise)).toBeGreaterThan(0);
      expect(Number(amount_paise)).toBeLessThanOrEqual(Number(mrp_paise));
      if (price_list === 'retail' && valid_until === null) retail.set(variant_id, Number(amount_paise));
    }
    expect(retail.size).toBe(12_000);
    for (const { variant_id, mrp_paise } of rows.batches ?? []) {
      expect(Number(mrp_paise)).toBeGreaterThanOrEqual(retail.get(variant_id) ?? Number.POSITIVE_INFINITY);
    }
  });
});

describe('batches and opening stock', () => {
  const batches = rows.batches ?? [];

  it('come with and without expiry, some near it and some past it', () => {
    const share = (test: (expires: string | null) => boolean) =>
      batches.filter(({ expires_on }) => test(expires_on as string | null)).length / batches.length;
    expect(share((expires) => expires === null)).toBeGreaterThan(0.2);
    expect(share((expires) => expires !== null && expires < ANCHOR_DAY)).toBeGreaterThan(0.005);
    expect(share((expires) => expires !== null && expires < ANCHOR_DAY)).toBeLessThan(0.05);
    expect(share((expires) => expires !== null && expires >= ANCHOR_DAY && expires < '2027-01-10')).toBeGreaterThan(
      0.01,
    );
  });

  it('put every variant into one to four stores, and the first store has nearly all', () => {
    const storeIds = sampleStores().map(({ id }) => id);
    const stores = new Map<unknown, Set<string>>();
    let empty = 0;
    for (const { id, variant_id } of batches) {
      const stock = openingStock({ id: String(id), variantId: String(variant_id) }, storeIds);
      expect(stock.every(({ quantity }) => Number.isInteger(quantity) && quantity > 0)).toBe(true);
      if (stock.length === 0) empty += 1;
      const found = stores.get(variant_id) ?? new Set();
      for (const { storeId } of stock) found.add(storeId);
      stores.set(variant_id, found);
    }
    const inFirst = [...stores.values()].filter((found) => found.has(storeIds[0] ?? '')).length;
    expect(inFirst / stores.size).toBeGreaterThan(0.85);
    expect(empty).toBeGreaterThan(0);
  });
});

describe('the reference data', () => {
  it('is complete: 3,061 remedies with addresses of their own and 6,742 passages', () => {
    expect(remedies).toHaveLength(3061);
    expect(new Set(remedies.map(({ slug }) => slug)).size).toBe(3061);
    const passages = boerickePassages(new Map(remedies.map(({ abbrev, id }) => [abbrev, id])));
    expect(passages).toHaveLength(6742);
    expect(new Set(passages.map(({ id }) => id)).size).toBe(6742);
  });

  it('knows the best-known remedies in Hindi, in Devanagari only', () => {
    const known = new Set(remedies.map(({ abbrev }) => abbrev));
    expect(Object.keys(hindiNames).length).toBeGreaterThanOrEqual(60);
    for (const [abbrev, name] of Object.entries(hindiNames)) {
      expect(known, abbrev).toContain(abbrev);
      expect(name, abbrev).toMatch(/^[\p{Script=Devanagari} ]+$/u);
    }
    for (const { abbrev } of remedies.slice(0, 50)) expect(hindiNames[abbrev], abbrev).toBeDefined();
  });
});
