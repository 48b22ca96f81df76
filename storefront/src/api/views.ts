import type { components, paths } from '@tincture/client';

/** What the public API answers and takes, named. All of it comes from its OpenAPI document: see @tincture/client. */
type Schemas = components['schemas'];

export type Money = Schemas['Money'];
export type Form = Schemas['Form'];
export type Product = Schemas['Product'];
export type Variant = Schemas['Variant'];
export type Availability = Variant['availability'];
export type ProductList = Schemas['ProductList'];
export type Facets = NonNullable<ProductList['facets']>;
/** A product in a list; in search answers with the variant that the words name. */
export type ProductCard = Schemas['ProductCard'] & Partial<Pick<Schemas['SearchHit'], 'variant'>>;
export type Remedy = Schemas['Remedy'];
export type RemedyEntry = Schemas['RemedyEntry'];
export type RemedyList = Schemas['RemedyList'];
export type Passage = Remedy['passages'][number];
export type Interpretation = Schemas['Interpretation'];
export type SearchAnswer = Schemas['SearchAnswer'];
export type Suggestion = Schemas['Suggestion'];
export type Store = Schemas['Store'];
export type TaxAmounts = Schemas['TaxAmounts'];
export type Cart = Schemas['Cart'];
export type CartLine = Schemas['CartLine'];
export type OpenedCart = Schemas['OpenedCart'];
export type Order = Schemas['Order'];
export type OrderLine = Schemas['OrderLine'];
export type PlacedOrder = Schemas['PlacedOrder'];
export type AwaitedPayment = Schemas['AwaitedPayment'];
export type CheckoutStanding = Schemas['CheckoutStanding'];
export type CheckoutAnswer = Schemas['CheckoutAnswer'];
export type GiftCardBalance = Schemas['GiftCardBalance'];
export type StoreCredit = Schemas['StoreCredit'];
export type OrderReturn = Schemas['OrderReturn'];

export type CheckoutInput = paths['/v1/carts/{cartId}/checkout']['post']['requestBody']['content']['application/json'];
export type PaymentMethod = CheckoutInput['paymentMethod'];
export type DeliveryMethod = CheckoutInput['deliveryMethod'];
type Body<Operation extends { post: { requestBody?: { content: { 'application/json': unknown } } } }> = NonNullable<
  Operation['post']['requestBody']
>['content']['application/json'];
export type CancelInput = Body<paths['/v1/orders/{orderId}/cancel']>;
export type ReturnInput = Body<paths['/v1/orders/{orderId}/returns']>;
export type ProductSort = NonNullable<NonNullable<paths['/v1/products']['get']['parameters']['query']>['sort']>;

/** With `out_of_stock`: what a line asked for and what is left of it. */
export type Shortage = { variantId: string; requested: number; available: number };

/** RFC 9457, as every refusal of the API comes. */
export type Problem = Schemas['Problem'] & {
  lines?: Shortage[];
  /** Names a case within a code. */
  reason?: string;
  /** The coupon that could not be used after all. */
  coupon?: string;
  /** The gift card or store credit that does not pay what was asked of it. */
  voucher?: string;
};
