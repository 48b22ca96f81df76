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
  remedy: { abbrev: string; name: string; slug: string } | null;
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
  image: Picture;
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

export type RemedyEntry = {
  id: string;
  abbrev: string;
  slug: string;
  name: string;
  commonNames: string[];
  productCount: number;
};
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

export type OpeningHours = { days: string[] | string; opens: string; closes: string };
export type Store = {
  id: string;
  slug: string;
  name: string;
  address: { line1: string; city: string; state: string; stateCode: string; postalCode: string };
  phone: string;
  gstin: string;
  licenceNumber: string;
  hours: OpeningHours[];
  fulfils: string[];
};

export type TaxAmounts = { taxable: Money; cgst: Money; sgst: Money; igst: Money; total: Money };

export type CartLine = {
  id: string;
  variantId: string;
  handle: string;
  sku: string;
  name: string;
  potencyLabel: string | null;
  packLabel: string;
  imageUrl: string;
  quantity: number;
  unitPrice: Money;
  mrp: Money;
  total: Money;
  availability: Availability;
};

export type Cart = {
  id: string;
  status: 'open' | 'placing' | 'placed';
  storeId: string;
  lines: CartLine[];
  itemCount: number;
  subtotal: Money;
  discount: Money;
  /** For standard delivery; collecting is free. */
  shipping: Money;
  tax: TaxAmounts;
  total: Money;
  orderId: string | null;
};

/** The token is told once, when the cart is made. */
export type OpenedCart = Cart & { token: string };

export type Address = {
  line1: string;
  line2?: string;
  city: string;
  stateCode: string;
  postalCode: string;
  country: 'IN';
};

export type DeliveryMethod = 'standard' | 'pickup';

export type CheckoutInput = {
  contact: { name: string; email: string; phone: string };
  shippingAddress: Address;
  deliveryMethod: DeliveryMethod;
  paymentMethod: 'cod';
  consents: { channel: 'email' | 'whatsapp'; purpose: 'marketing'; given: boolean }[];
  language: 'en' | 'hi';
};

/** One row a batch: what came from two batches stands in two lines, since price and expiry differ. */
export type OrderLine = {
  position: number;
  handle: string;
  sku: string;
  name: string;
  potencyLabel: string | null;
  packLabel: string;
  batch: { number: string; expiresOn: string | null };
  hsn: string;
  quantity: number;
  unitPrice: Money;
  total: Money;
  rateBasisPoints: number;
  tax: TaxAmounts;
};

export type Order = {
  id: string;
  number: string;
  status: string;
  storeId: string;
  contact: { name: string; email: string; phone: string };
  shippingAddress: Omit<Address, 'country'> & { country: string };
  deliveryMethod: DeliveryMethod;
  placeOfSupply: string;
  lines: OrderLine[];
  subtotal: Money;
  discount: Money;
  shipping: Money;
  tax: TaxAmounts;
  total: Money;
  payments: { id: string; method: string; status: string; amount: Money }[];
  shipments: { id: string; status: string }[];
  timeline: { status: string; at: string }[];
  placedAt: string;
};

/** The token is told once, when the order is placed. */
export type PlacedOrder = Order & { orderToken: string };
