import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forms, type PotencyScale } from '#modules/catalog';
import { ProductIndex } from './product-index.ts';
import { realRemedies } from './sample-lexicon.test-support.ts';
import type { SearchDocument, SearchVariant } from './search-document.ts';
import { buildSnapshot, SNAPSHOT_FORMAT } from './snapshot.ts';

let made = 0;
function newId(): string {
  made += 1;
  return `00000000-0000-7000-8000-${made.toString(16).padStart(12, '0')}`;
}

type Rung = [scale: PotencyScale | null, value: number | null, quantity: number, unit: string];

function variant([potencyScale, potencyValue, packQuantity, packUnit]: Rung): SearchVariant {
  return { id: newId(), potencyScale, potencyValue, packQuantity, packUnit };
}

function product(
  name: string,
  remedyAbbrev: string | null,
  rungs: Rung[],
  more: Partial<SearchDocument> = {},
): SearchDocument {
  return {
    productId: newId(),
    handle: name.toLowerCase().replaceAll(' ', '-'),
    name,
    nameHindi: null,
    remedyAbbrev,
    complexCode: null,
    form: 'dilution',
    brandSlug: 'banyan-row',
    popularity: 100,
    inStock: true,
    variants: rungs.map(variant),
    ...more,
  };
}

const nux = product('Nux vomica dilution', 'Nux-v', [
  ['centesimal', 30, 30, 'ml'],
  ['centesimal', 200, 30, 'ml'],
  ['centesimal', 200, 100, 'ml'],
]);
const nuxOfOther = product('Nux vomica dilution', 'Nux-v', [['centesimal', 200, 30, 'ml']], {
  brandSlug: 'old-ferry',
  popularity: 50,
});
const nuxTincture = product('Nux vomica mother tincture', 'Nux-v', [['mother_tincture', 0, 30, 'ml']], {
  form: 'mother_tincture',
  popularity: 500,
});
const nuxMoschata = product('Nux moschata dilution', 'Nux-m', [['centesimal', 200, 30, 'ml']], { popularity: 90 });
const complex = product('BC 28 biochemic tablets', null, [[null, null, 25, 'g']], {
  complexCode: 'BC28',
  form: 'biochemic_tablets',
  nameHindi: 'बायो-कॉम्बिनेशन 28',
});
const other = product('BC 2 biochemic tablets', null, [[null, null, 25, 'g']], {
  complexCode: 'BC2',
  form: 'biochemic_tablets',
});
const shelf = [nux, nuxOfOther, nuxTincture, nuxMoschata, complex, other];

const brands = [
  { slug: 'banyan-row', name: 'Banyan Row' },
  { slug: 'old-ferry', name: 'Old Ferry' },
];
const indexOf = (documents: readonly SearchDocument[]) =>
  ProductIndex.parse(JSON.stringify(buildSnapshot({ version: 'v1', remedies: realRemedies, brands, documents })));
const index = indexOf(shelf);
const search = (query: string) => index.search(query, { limit: 20 }).hits;

describe('ProductIndex.search', () => {
  it('answers the variant in the potency and pack asked for', () => {
    expect(search('nux vom 200 100ml')[0]).toMatchObject({ productId: nux.productId, variantId: nux.variants[2]?.id });
  });

  it('answers another pack of the same potency when there is no such pack', () => {
    expect(search('nux vom 30 450ml')[0]).toMatchObject({ productId: nux.productId, variantId: nux.variants[0]?.id });
  });

  it('never answers a variant in another potency', () => {
    const tincture = search('nux vom 200').find(({ productId }) => productId === nuxTincture.productId);
    expect(tincture?.variantId).toBeNull();
    expect(search('nux vom 1M').every(({ variantId }) => variantId === null)).toBe(true);
  });

  it('puts what is made in the asked potency before what sells better', () => {
    expect(
      search('nux vomica 200')
        .map(({ productId }) => productId)
        .slice(0, 2),
    ).toEqual([nux.productId, nuxOfOther.productId]);
    expect(search('nux vomica')[0]?.productId).toBe(nuxTincture.productId);
  });

  it('puts the asked brand and the asked form first', () => {
    expect(search('old ferry nux vomica 200')[0]?.productId).toBe(nuxOfOther.productId);
    expect(search('nux vomica dilution')[0]?.productId).toBe(nux.productId);
  });

  it('puts the remedy that was meant before its namesakes', () => {
    expect(search('nux moschata')[0]?.productId).toBe(nuxMoschata.productId);
  });

  it('puts what is out of stock behind its equals', () => {
    const empty = indexOf([{ ...nux, inStock: false }, nuxOfOther]);
    expect(empty.search('nux vomica 200', { limit: 2 }).hits[0]?.productId).toBe(nuxOfOther.productId);
  });

  it('finds a complex by its code, written in any way, and in Hindi', () => {
    for (const query of ['bc 28', 'BC28', 'bio combination 28', 'बायो कॉम्बिनेशन 28']) {
      expect(search(query)[0]?.productId, query).toBe(complex.productId);
    }
  });

  it('lists what fits all of a query that names no remedy, best-selling first', () => {
    expect(search('200c old ferry').map(({ productId }) => productId)).toEqual([nuxOfOther.productId]);
    expect(search('200c').map(({ productId }) => productId)).toEqual([
      nux.productId,
      nuxMoschata.productId,
      nuxOfOther.productId,
    ]);
  });

  it('finds nothing for nothing', () => {
    expect(search('')).toEqual([]);
    expect(search('qqqqwwwwzzzz')).toEqual([]);
  });

  it('shows on its pages, one after the other, what it shows on one page', () => {
    const all = search('nux').map(({ productId }) => productId);
    const pages = [0, 2, 4].flatMap((offset) =>
      index.search('nux', { offset, limit: 2 }).hits.map(({ productId }) => productId),
    );
    expect(pages).toEqual(all);
  });
});

describe('ProductIndex.suggest', () => {
  it('offers the remedy while it is being typed, then its products', () => {
    const suggestions = index.suggest('nux v');
    expect(suggestions[0]).toMatchObject({ kind: 'remedy', abbrev: 'Nux-v', query: 'Nux vomica' });
    expect(suggestions.slice(1).every(({ kind }) => kind === 'product')).toBe(true);
  });

  it('keeps the potency and pack that were typed, once there is such a potency', () => {
    expect(index.suggest('nux vom 200 30 ml')[0]?.query).toBe('Nux vomica 200C 30 ml');
    expect(index.suggest('nux vom 20')[0]?.query).toBe('Nux vomica');
  });

  it('never offers more than eight', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (typed) => {
        expect(index.suggest(typed).length).toBeLessThanOrEqual(8);
      }),
      { seed: 20261122, numRuns: 100 },
    );
  });
});

describe('a snapshot', () => {
  const anyRung: fc.Arbitrary<Rung> = fc.constantFrom<Rung>(
    ['centesimal', 30, 30, 'ml'],
    ['centesimal', 200, 100, 'ml'],
    ['decimal', 6, 25, 'g'],
    ['mother_tincture', 0, 30, 'ml'],
    [null, null, 25, 'g'],
  );
  const anyDocument = fc
    .tuple(
      fc.constantFrom(...realRemedies.slice(0, 40)),
      fc.constantFrom(...Object.values(forms)),
      fc.uniqueArray(anyRung, { minLength: 1 }),
      fc.nat(1000),
      fc.boolean(),
    )
    .map(([remedy, form, rungs, popularity, inStock]) =>
      product(`${remedy.name} ${form.name.en}`, remedy.abbrev, rungs, { form: form.code, popularity, inStock }),
    );

  it('brings every product and every variant back whole', () => {
    fc.assert(
      fc.property(fc.array(anyDocument, { minLength: 1, maxLength: 12 }), (documents) => {
        const loaded = indexOf(documents);
        for (const { productId, remedyAbbrev, variants } of documents) {
          const name = realRemedies.find(({ abbrev }) => abbrev === remedyAbbrev)?.name ?? '';
          const hit = loaded.search(name, { limit: 100 }).hits.find((found) => found.productId === productId);
          expect(hit?.variantId).toBe(variants[0]?.id);
        }
      }),
      { seed: 20261122, numRuns: 8 },
    );
  });

  it('of another format is refused', () => {
    const snapshot = buildSnapshot({ version: 'v1', remedies: [], brands: [], documents: shelf });
    const foreign = JSON.stringify({ ...snapshot, format: SNAPSHOT_FORMAT + 1 });
    expect(() => ProductIndex.parse(foreign)).toThrow(RangeError);
  });

  it('stays searchable when the catalogue is empty', () => {
    expect(indexOf([]).search('nux vomica 200', { limit: 5 })).toMatchObject({ hits: [], total: 0 });
  });
});
