import { inr } from '#platform/money';
import { type CardRow, formLabel, productCard } from './card.ts';
import { labelPicture, type PhotoFacts, photoPicture } from './image-url.ts';
import type { Language } from './language.ts';
import type { Availability, ProductView, VariantView } from './views.ts';

/** A product as `getProduct` reads it. */
export interface ProductRow {
  id: string;
  handle: string;
  name: string;
  name_hindi: string | null;
  form: string;
  category: string;
  description: string;
  description_hindi: string | null;
  hsn: string;
  alcohol_permille: number | null;
  rate_basis_points: number;
  brand: { slug: string; name: string; manufacturer: string; colour: string; licenceNumber: string | null };
  remedy: { abbrev: string; name: string; slug: string } | null;
  common_names: { language: string; name: string }[];
  ingredients: { substance: string; strength: string }[];
  photos: PhotoFacts[];
  variants: VariantRow[];
  related: CardRow[];
}

interface VariantRow {
  id: string;
  sku: string;
  barcode: string | null;
  potencyScale: string | null;
  potencyValue: number | null;
  potencyLabel: string | null;
  packQuantity: number;
  packUnit: string;
  packLabel: string;
  amountPaise: number;
  mrpPaise: number;
  shelves: { storeId: string; band: Availability }[];
}

export function productView(row: ProductRow, language: Language): ProductView {
  const { slug, name, manufacturer, licenceNumber } = row.brand;
  const variants = row.variants.map((variant) => variantView(row, variant));
  const face = variants[0]?.image;
  const hindi = language === 'hi';
  return {
    id: row.id,
    handle: row.handle,
    name: hindi ? (row.name_hindi ?? row.name) : row.name,
    ...(row.name_hindi !== null && { nameHindi: row.name_hindi }),
    form: { code: row.form, label: formLabel(row.form, language) },
    brand: { slug, name, manufacturer, licenceNumber },
    remedy: row.remedy && { ...row.remedy, commonNames: commonNames(row.common_names, language) },
    category: row.category,
    description: hindi ? (row.description_hindi ?? row.description) : row.description,
    hsn: row.hsn,
    alcoholPercent: row.alcohol_permille === null ? null : row.alcohol_permille / 10,
    images: [...row.photos.map(photoPicture), ...(face === undefined ? [] : [face])],
    ingredients: row.ingredients,
    variants,
    related: row.related.map((card) => productCard(card, language)),
  };
}

function variantView(row: ProductRow, variant: VariantRow): VariantView {
  const { id, sku, barcode, potencyScale, potencyValue, potencyLabel, packLabel } = variant;
  return {
    id,
    sku,
    barcode,
    potency:
      potencyScale === null || potencyValue === null || potencyLabel === null
        ? null
        : { scale: potencyScale, value: potencyValue, label: potencyLabel },
    pack: { quantity: variant.packQuantity, unit: variant.packUnit, label: packLabel },
    price: inr(variant.amountPaise),
    mrp: inr(variant.mrpPaise),
    taxIncluded: true,
    taxRateBasisPoints: row.rate_basis_points,
    availability: bestBand(variant.shelves.map(({ band }) => band)),
    availabilityByStore: variant.shelves.map(({ storeId, band }) => ({ storeId, availability: band })),
    image: labelPicture({
      variantId: id,
      productName: row.name,
      form: row.form,
      potencyLabel,
      packLabel,
      brandName: row.brand.name,
      brandColour: row.brand.colour,
      manufacturer: row.brand.manufacturer,
      licenceNumber: row.brand.licenceNumber,
      alcoholPermille: row.alcohol_permille,
    }),
  };
}

/** What a shopper can hope for anywhere: the best of all stores. */
function bestBand(bands: readonly Availability[]): Availability {
  if (bands.includes('in_stock')) return 'in_stock';
  return bands.includes('low') ? 'low' : 'out';
}

/** Common names for a reader: those of the language first, never another script's in an English text. */
export function commonNames(names: readonly { language: string; name: string }[], language: Language): string[] {
  const own = names.filter((entry) => entry.language === language);
  const shown = language === 'hi' && own.length === 0 ? names.filter((entry) => entry.language === 'en') : own;
  return [...new Set(shown.map(({ name }) => name))];
}
