import * as z from 'zod';

export const availabilities = ['in_stock', 'low', 'out'] as const;
export type Availability = (typeof availabilities)[number];

export const MoneyView = z.object({ amount: z.int().nonnegative(), currency: z.literal('INR') }).meta({ id: 'Money' });

const PictureView = z
  .object({ url: z.string(), alt: z.string(), width: z.int(), height: z.int() })
  .meta({ id: 'Picture' });

const FormView = z.object({ code: z.string(), label: z.string() }).meta({ id: 'Form' });

const RemedyRefView = z
  .object({ abbrev: z.string(), name: z.string(), slug: z.string() })
  .meta({ id: 'RemedyReference' });

/** A product as lists and search show it. */
export const ProductCardView = z
  .object({
    id: z.uuid(),
    handle: z.string(),
    name: z.string(),
    nameHindi: z.string().optional(),
    form: FormView,
    brand: z.object({ slug: z.string(), name: z.string() }),
    remedy: RemedyRefView.nullable(),
    category: z.string(),
    priceFrom: MoneyView,
    priceTo: MoneyView,
    availability: z.enum(availabilities),
    potencies: z.array(z.string()),
    packs: z.array(z.string()),
    image: PictureView,
  })
  .meta({ id: 'ProductCard' });
export type ProductCard = z.infer<typeof ProductCardView>;

export const PotencyView = z.object({ scale: z.string(), value: z.int(), label: z.string() }).meta({ id: 'Potency' });

export const PackView = z
  .object({ quantity: z.int().positive(), unit: z.string(), label: z.string() })
  .meta({ id: 'Pack' });

export const VariantView = z
  .object({
    id: z.uuid(),
    sku: z.string(),
    barcode: z.string().nullable(),
    potency: PotencyView.nullable(),
    pack: PackView,
    price: MoneyView,
    mrp: MoneyView,
    taxIncluded: z.literal(true),
    taxRateBasisPoints: z.int().nonnegative(),
    availability: z.enum(availabilities),
    availabilityByStore: z.array(z.object({ storeId: z.uuid(), availability: z.enum(availabilities) })),
    image: PictureView,
  })
  .meta({ id: 'Variant' });
export type VariantView = z.infer<typeof VariantView>;

export const ProductView = z
  .object({
    id: z.uuid(),
    handle: z.string(),
    name: z.string(),
    nameHindi: z.string().optional(),
    form: FormView,
    brand: z.object({
      slug: z.string(),
      name: z.string(),
      manufacturer: z.string(),
      licenceNumber: z.string().nullable(),
    }),
    remedy: RemedyRefView.extend({ commonNames: z.array(z.string()) })
      .meta({ id: 'ProductRemedy' })
      .nullable(),
    category: z.string(),
    description: z.string(),
    hsn: z.string(),
    alcoholPercent: z.number().nullable(),
    images: z.array(PictureView),
    ingredients: z.array(z.object({ substance: z.string(), strength: z.string() })),
    variants: z.array(VariantView),
    related: z.array(ProductCardView),
  })
  .meta({ id: 'Product' });
export type ProductView = z.infer<typeof ProductView>;

const FacetView = z
  .object({ value: z.string(), label: z.string(), count: z.int().positive() })
  .meta({ id: 'FacetValue' });

const facetNames = ['form', 'potency', 'brand', 'category', 'pack'] as const;
export type FacetName = (typeof facetNames)[number];

export const ProductListView = z
  .object({
    data: z.array(ProductCardView),
    nextCursor: z.string().nullable(),
    facets: z.partialRecord(z.enum(facetNames), z.array(FacetView)).optional(),
  })
  .meta({ id: 'ProductList' });
export type ProductList = z.infer<typeof ProductListView>;

const RemedyEntryView = z
  .object({
    id: z.uuid(),
    abbrev: z.string(),
    slug: z.string(),
    name: z.string(),
    commonNames: z.array(z.string()),
    productCount: z.int().nonnegative(),
  })
  .meta({ id: 'RemedyEntry' });

export const RemedyListView = z
  .object({ data: z.array(RemedyEntryView), nextCursor: z.string().nullable() })
  .meta({ id: 'RemedyList' });
export type RemedyList = z.infer<typeof RemedyListView>;

export const RemedyView = RemedyEntryView.extend({
  families: z.array(z.string()),
  names: z.array(z.object({ kind: z.string(), language: z.string(), name: z.string() })),
  products: z.array(ProductCardView),
  passages: z.array(z.object({ id: z.uuid(), book: z.string(), section: z.string(), text: z.string() })),
}).meta({ id: 'Remedy' });
export type RemedyView = z.infer<typeof RemedyView>;
