import type { Availability, Money, Product, Store, Variant } from '../../api/views.ts';
import type { Urls } from '../../urls.ts';
import { formatMoney } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import { catalogMessages } from './catalog-messages.ts';
import { scaleName } from './trade-words.ts';
import { usualVariant } from './usual-variant.ts';

/** One variant as the picker shows it: words and amounts are ready, so the script in the page formats nothing. */
export type Choice = {
  id: string;
  sku: string;
  href: string;
  potency: string;
  scale: string;
  pack: string;
  price: string;
  mrp: string;
  saving: string | null;
  tax: string;
  state: Availability;
  /** In the order of `stores`. */
  inStores: Availability[];
  picture: { url: string; alt: string };
};

type PickerWords = Record<
  | 'potencyLadder'
  | 'ladderNote'
  | 'packs'
  | 'outWord'
  | 'mrp'
  | 'quantity'
  | 'addToCart'
  | 'outNote'
  | 'storesTitle'
  | Availability,
  string
>;

export type PickerData = {
  choices: Choice[];
  scales: { code: string; name: string }[];
  stores: { name: string; href: string }[];
  cartHref: string;
  words: PickerWords;
};

const percent = (basisPoints: number) => `${basisPoints / 100} %`;

export function pickerData(product: Product, stores: readonly Store[], urls: Urls, language: Language): PickerData {
  const t = catalogMessages(language);
  const money = (amount: Money) => formatMoney(amount, language);
  const toChoice = (variant: Variant): Choice => {
    const savingAmount = variant.mrp.amount - variant.price.amount;
    return {
      id: variant.id,
      sku: variant.sku,
      href: urls.product(product.handle, variant.sku),
      potency: variant.potency?.label ?? '',
      scale: variant.potency?.scale ?? '',
      pack: variant.pack.label,
      price: money(variant.price),
      mrp: money(variant.mrp),
      saving: savingAmount > 0 ? t.save(money({ ...variant.mrp, amount: savingAmount })) : null,
      tax: t.taxNote(percent(variant.taxRateBasisPoints)),
      state: variant.availability,
      inStores: stores.map(
        (store) => variant.availabilityByStore.find(({ storeId }) => storeId === store.id)?.availability ?? 'out',
      ),
      picture: { url: variant.image.url, alt: variant.image.alt },
    };
  };
  const scaleCodes = [...new Set(product.variants.map((variant) => variant.potency?.scale ?? ''))];
  return {
    choices: product.variants.map(toChoice),
    scales: scaleCodes.map((code) => ({ code, name: code ? scaleName(code, language) : '' })),
    stores: stores.map((store) => ({ name: store.name, href: urls.store(store.slug) })),
    cartHref: urls.cart,
    words: pickerWords(t),
  };
}

/** Only the words that the picker shows: all others would travel with every product page for nothing. */
function pickerWords(t: PickerWords): PickerWords {
  const { potencyLadder, ladderNote, packs, outWord, mrp, quantity, addToCart, outNote, storesTitle } = t;
  const { in_stock, low, out } = t;
  return {
    potencyLadder,
    ladderNote,
    packs,
    outWord,
    mrp,
    quantity,
    addToCart,
    outNote,
    storesTitle,
    in_stock,
    low,
    out,
  };
}

/** What the address names, else what customers ask for most. Undefined for a product without variants. */
export function chosenVariant({ variants, form }: Product, sku: string | null): Variant | undefined {
  return variants.find((variant) => variant.sku === sku) ?? usualVariant(variants, form.code);
}
