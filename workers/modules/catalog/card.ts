import { sql } from 'drizzle-orm';
import { inr } from '#platform/money';
import { forms, isFormCode } from './form.ts';
import { labelPicture, type PhotoFacts, photoPicture } from './image-url.ts';
import type { Language } from './language.ts';
import { comparePotency, parsePotency } from './potency.ts';
import type { ProductCard } from './views.ts';

/** A row of `product_cards`, as `cardColumns` selects it. */
export interface CardRow {
  product_id: string;
  handle: string;
  name: string;
  name_hindi: string | null;
  form: string;
  category: string;
  potencies: string[];
  packs: string[];
  price_from_paise: number;
  price_to_paise: number;
  in_stock: boolean;
  facts: CardFacts;
}

interface CardFacts {
  brand: { slug: string; name: string; manufacturer: string; colour: string; licenceNumber: string | null };
  remedy: { abbrev: string; name: string; slug: string } | null;
  /** The variant whose label stands for the product. */
  face: { id: string; potency: string | null; pack: string };
  alcoholPermille: number | null;
  photo: PhotoFacts | null;
}

/** The columns that a card is made of, of `product_cards c`. */
export const cardColumns = sql.raw(
  'c.product_id, c.handle, c.name, c.name_hindi, c.form, c.category, c.potencies, c.packs, c.price_from_paise, c.price_to_paise, c.in_stock, c.facts',
);

/** The same row as one JSON value, for a subquery. */
export const cardJson = sql.raw(`json_build_object('product_id', c.product_id, 'handle', c.handle, 'name', c.name,
  'name_hindi', c.name_hindi, 'form', c.form, 'category', c.category, 'potencies', c.potencies, 'packs', c.packs,
  'price_from_paise', c.price_from_paise, 'price_to_paise', c.price_to_paise, 'in_stock', c.in_stock, 'facts', c.facts)`);

/** A form's name for people; a code that is not ours (an imported registry) stands for itself. */
export function formLabel(code: string, language: Language = 'en'): string {
  return isFormCode(code) ? forms[code].name[language] : code;
}

/** What lists and search show of a product. With `language` Hindi the name is the Hindi one where there is one. */
export function productCard(row: CardRow, language: Language = 'en'): ProductCard {
  const { brand, remedy, photo } = row.facts;
  return {
    id: row.product_id,
    handle: row.handle,
    name: language === 'hi' ? (row.name_hindi ?? row.name) : row.name,
    ...(row.name_hindi !== null && { nameHindi: row.name_hindi }),
    form: { code: row.form, label: formLabel(row.form, language) },
    brand: { slug: brand.slug, name: brand.name },
    remedy: remedy && { abbrev: remedy.abbrev, name: remedy.name, slug: remedy.slug },
    category: row.category,
    priceFrom: inr(row.price_from_paise),
    priceTo: inr(row.price_to_paise),
    availability: row.in_stock ? 'in_stock' : 'out',
    potencies: ladder(row.potencies),
    packs: row.packs,
    image: photo === null || photo === undefined ? cardLabel(row) : photoPicture(photo),
  };
}

/** Labels in the order of the ladder, the tincture first; the database orders scales by their names. */
function ladder(labels: readonly string[]): string[] {
  const steps = labels.map((label) => ({ label, step: parsePotency(label) }));
  return steps.sort((a, b) => (a.step && b.step ? comparePotency(a.step, b.step) : 0)).map(({ label }) => label);
}

function cardLabel({ name, form, facts: { brand, face, alcoholPermille } }: CardRow) {
  return labelPicture({
    variantId: face.id,
    productName: name,
    form,
    potencyLabel: face.potency,
    packLabel: face.pack,
    brandName: brand.name,
    brandColour: brand.colour,
    manufacturer: brand.manufacturer,
    licenceNumber: brand.licenceNumber,
    alcoholPermille,
  });
}
