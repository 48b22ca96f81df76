/** What the public API answers, as far as the pages read it. */

export type Availability = 'in_stock' | 'low' | 'out';
export type Money = { amount: number; currency: string };
export type Picture = { url: string; alt: string; width: number; height: number };
export type Potency = { scale: string; value: number; label: string };
export type Pack = { quantity: number; unit: string; label: string };
export type Form = { code: string; label: string };
export type Page<Item> = { data: Item[]; nextCursor: string | null };

export type ProductCard = {
  id: string;
  handle: string;
  name: string;
  form: Form;
  brand: { slug: string; name: string };
  remedy?: { abbrev: string; name: string; slug: string } | null;
  category: string;
  priceFrom: Money;
  priceTo: Money;
  availability: Availability;
  potencies: string[];
  packs: string[];
  image: Picture;
  /** Only in search answers: the variant that the words of the search name. */
  variant?: { sku: string; potencyLabel: string | null; packLabel: string; price: Money; availability: Availability };
};

export type FacetValue = { value: string; label: string; count: number };
export type Facets = Partial<Record<'form' | 'potency' | 'brand' | 'category' | 'pack', FacetValue[]>>;
export type ProductList = Page<ProductCard> & { facets?: Facets };

export type Variant = {
  id: string;
  sku: string;
  barcode: string | null;
  potency: Potency | null;
  pack: Pack;
  price: Money;
  mrp: Money;
  taxIncluded: boolean;
  taxRateBasisPoints: number;
  availability: Availability;
  availabilityByStore: { storeId: string; availability: Availability }[];
  image?: Picture | null;
};

export type Product = {
  id: string;
  handle: string;
  name: string;
  form: Form;
  brand: { slug: string; name: string; manufacturer: string; licenceNumber: string | null };
  remedy: { abbrev: string; name: string; slug: string; commonNames: string[] } | null;
  category: string;
  description: string;
  hsn: string;
  alcoholPercent: number | null;
  images: Picture[];
  ingredients: { substance: string; strength: string }[];
  variants: Variant[];
  related: ProductCard[];
};

export type RemedyEntry = { id: string; abbrev: string; slug: string; name: string; commonNames?: string[] };
export type RemedyList = Page<RemedyEntry>;
export type Passage = { id: string; book: string; section: string; text: string };

export type Remedy = RemedyEntry & {
  families: string[];
  names: { kind: string; name: string }[];
  products: ProductCard[];
  passages: Passage[];
};

export type Interpretation = {
  remedy?: { abbrev: string; name: string; slug?: string };
  potency?: Potency;
  pack?: Pack;
  brand?: { slug: string; name: string };
  form?: Form;
  quantity?: number;
  rest: string;
  alternatives?: { abbrev?: string; name: string; query?: string }[];
};
export type SearchAnswer = { interpreted: Interpretation; data: ProductCard[] };

export type Suggestion = { kind: string; label: string; detail?: string; url?: string; query?: string };

export type OpeningHours = { days: string; opens: string; closes: string };
export type Store = {
  id: string;
  slug: string;
  name: string;
  address: { line1: string; city: string; state: string; stateCode: string; postalCode: string };
  phone: string;
  hours: OpeningHours[];
  fulfils: ('delivery' | 'pickup')[];
};

export type TaxSplit = { cgst: Money; sgst: Money; igst: Money };

export type CartLine = {
  id: string;
  variantId: string;
  product: { handle: string; name: string };
  potencyLabel: string | null;
  packLabel: string;
  image: Picture;
  quantity: number;
  unitPrice: Money;
  mrp: Money;
  lineTotal: Money;
  availability: Availability;
};

export type Cart = {
  id: string;
  storeId: string | null;
  currency: string;
  lines: CartLine[];
  subtotal: Money;
  discount: Money;
  shipping: Money;
  tax: TaxSplit;
  total: Money;
  /** Only in the answer that made the cart. */
  token?: string;
};

export type Address = {
  line1: string;
  line2?: string;
  city: string;
  stateCode: string;
  postalCode: string;
  country: string;
};

export type CheckoutInput = {
  contact: { name: string; email: string; phone: string };
  shippingAddress?: Address;
  deliveryMethod: 'delivery' | 'pickup';
  paymentMethod: 'cod';
  consents: { marketingEmail: boolean; marketingWhatsapp: boolean };
};

export type OrderLine = {
  name: string;
  potencyLabel: string | null;
  packLabel: string;
  quantity: number;
  batches: { number: string; expiresOn: string | null; quantity: number; unitPrice: Money }[];
  lineTotal: Money;
  taxable: Money;
  tax: TaxSplit;
};

export type Order = {
  id: string;
  number: string;
  status: string;
  placedAt: string;
  lines: OrderLine[];
  totals: { subtotal: Money; discount: Money; shipping: Money; taxable: Money; tax: TaxSplit; total: Money };
  payments: { method: string; status: string; amount: Money }[];
  shipments: { status: string; carrier?: string; trackingNumber?: string }[];
  timeline: { at: string; status: string }[];
  contact?: { name: string; email: string; phone: string };
  shippingAddress: Address | null;
  deliveryMethod: string;
  store?: { name: string; address: Store['address']; gstin?: string } | null;
  /** Only in the answer that placed the order. */
  orderToken?: string;
};
