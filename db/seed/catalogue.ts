import { type FormCode, forms, type Pack, type Potency, parsePack, parsePotency } from '#modules/catalog';
import { alsoStocked, type Offer, offersOf, STOCKED_REMEDIES } from './assortment.ts';
import { type SampleBrand, sampleBrands } from './company.ts';
import { type SampleComplex, sampleCombinations, sampleComplexes } from './complexes.ts';
import { between } from './random.ts';
import { type SampleRemedy, slugOf } from './remedies.ts';

export interface SampleVariant {
  sku: string;
  potency: Potency | undefined;
  pack: Pack;
}

export interface SampleProduct {
  handle: string;
  remedy: SampleRemedy | undefined;
  rank: number;
  complex: SampleComplex | undefined;
  form: FormCode;
  brand: SampleBrand;
  name: string;
  nameHindi: string | undefined;
  popularity: number;
  variants: SampleVariant[];
}

/** With up to this many variants the three house brands are enough. */
const HOUSE_BRANDS = 3;
const HOUSE_BRANDS_SERVE = 20_000;

const formCodesInSkus: Readonly<Record<FormCode, string>> = {
  dilution: 'DIL',
  mother_tincture: 'MT',
  globules: 'GLB',
  trituration_tablets: 'TRT',
  biochemic_tablets: 'BIO',
  ointment: 'OIN',
  drops: 'DRP',
  syrup: 'SYR',
  eye_drops: 'EYE',
};

/** How well a form sells beside the dilution of the same remedy. */
const formShare: Readonly<Record<FormCode, number>> = {
  dilution: 1,
  biochemic_tablets: 0.9,
  mother_tincture: 0.7,
  globules: 0.6,
  ointment: 0.55,
  drops: 0.5,
  eye_drops: 0.45,
  syrup: 0.4,
  trituration_tablets: 0.35,
};

export const brandsFor = (variants: number): readonly SampleBrand[] =>
  variants > HOUSE_BRANDS_SERVE ? sampleBrands : sampleBrands.slice(0, HOUSE_BRANDS);

/** The assortment with so many variants: mixtures first, then remedy after remedy from the best known down. */
export function sampleProducts(remedies: readonly SampleRemedy[], variants: number): SampleProduct[] {
  const brands = brandsFor(variants);
  const products = mixtures(remedies, brands);
  let room = variants - products.reduce((sum, product) => sum + product.variants.length, 0);
  for (const { remedy, rank } of inOrderOfStocking(remedies)) {
    if (room <= 0) break;
    const made = brands.flatMap((brand, number) =>
      offersOf(remedy, rank, number).map((offer) => singleProduct(remedy, rank, brand, offer)),
    );
    for (const product of made) {
      if (room <= 0) break;
      product.variants = product.variants.slice(0, room);
      room -= product.variants.length;
      products.push(product);
    }
  }
  return products;
}

/** What examples and tests name: there also in the smallest assortment. */
const alwaysStocked: ReadonlySet<string> = new Set(['Arn', 'Nux-v', 'Bell']);

/** What every pharmacy has although books hardly name it sells like the remedies of the middle of the list. */
const RANK_OF_STAPLES = 200;

function inOrderOfStocking(remedies: readonly SampleRemedy[]): { remedy: SampleRemedy; rank: number }[] {
  const ranked = remedies.map((remedy, rank) => ({
    remedy,
    rank: alsoStocked.has(remedy.abbrev) ? Math.min(rank, RANK_OF_STAPLES) : rank,
  }));
  const isStaple = ({ rank }: { rank: number }) => rank < STOCKED_REMEDIES;
  const isFirst = ({ remedy }: { remedy: SampleRemedy }) => alwaysStocked.has(remedy.abbrev);
  const others = ranked.filter((entry) => !isFirst(entry));
  return [...ranked.filter(isFirst), ...others.filter(isStaple), ...others.filter((entry) => !isStaple(entry))];
}

function mixtures(remedies: readonly SampleRemedy[], brands: readonly SampleBrand[]): SampleProduct[] {
  const drops = sampleComplexes(remedies).map((complex) => ({ complex, makers: brands.slice(0, 1) }));
  const combinations = sampleCombinations(remedies).map((complex) => ({ complex, makers: brands.slice(0, 2) }));
  return [...drops, ...combinations].flatMap(({ complex, makers }) =>
    makers.map((brand) => mixedProduct(complex, brand)),
  );
}

function singleProduct(remedy: SampleRemedy, rank: number, brand: SampleBrand, offer: Offer): SampleProduct {
  const form = forms[offer.form];
  const variants = offer.rungs.flatMap(({ potency, packs }) =>
    packs.map((pack) => variantOf(remedy.abbrev.toUpperCase(), offer.form, potency, pack, brand)),
  );
  return {
    handle: `${remedy.slug}-${offer.form.replaceAll('_', '-')}-${brand.slug}`,
    remedy,
    rank,
    complex: undefined,
    form: offer.form,
    brand,
    name: `${remedy.shortName} ${form.name.en.toLowerCase()}`,
    nameHindi: remedy.nameHindi === undefined ? undefined : `${remedy.nameHindi} ${form.name.hi}`,
    popularity: popularityOf(rank, offer.form, brand),
    variants,
  };
}

/** Mixtures sell like a remedy of the middle of the list. */
const RANK_OF_MIXTURES = 45;

function mixedProduct(complex: SampleComplex, brand: SampleBrand): SampleProduct {
  const form = forms[complex.form];
  return {
    handle: `${slugOf(complex.name)}-${complex.form.replaceAll('_', '-')}-${brand.slug}`,
    remedy: undefined,
    rank: RANK_OF_MIXTURES,
    complex,
    form: complex.form,
    brand,
    name: `${complex.name} ${form.name.en.toLowerCase()}`,
    nameHindi: complex.nameHindi === undefined ? undefined : `${complex.nameHindi} ${form.name.hi}`,
    popularity: popularityOf(RANK_OF_MIXTURES + between(complex.code, 0, 60), complex.form, brand),
    variants: complex.packs.map((pack) => variantOf(complex.code, complex.form, undefined, pack, brand)),
  };
}

/** Falls as sales do: quickly at first, with a long tail; the first brand is the shop's own favourite. */
const popularityOf = (rank: number, form: FormCode, brand: SampleBrand): number =>
  Math.round((1_000_000 / (rank + 10)) * (formShare[form] / (1 + sampleBrands.indexOf(brand) / 4)));

function variantOf(
  start: string,
  form: FormCode,
  potencyText: string | undefined,
  packText: string,
  brand: SampleBrand,
): SampleVariant {
  const potency = potencyText === undefined ? undefined : parsePotency(potencyText);
  const pack = parsePack(packText);
  if (pack === undefined || (potencyText !== undefined && potency === undefined)) {
    throw new Error(`The assortment names ${potencyText ?? 'no potency'} in ${packText}, which nobody makes`);
  }
  const size = `${pack.quantity}${pack.unit === 'tablets' ? 'T' : pack.unit.toUpperCase()}`;
  const words = [start, potency?.label, formCodesInSkus[form], size, brand.code];
  return { sku: words.filter((word) => word !== undefined).join('-'), potency, pack };
}
