import * as z from 'zod';
import { priceListCodes } from '#db/schema/catalog';
import { availabilities, MoneyView } from '#modules/catalog';
import { currencies } from '#platform/money';
import { maxCartCoupons, maxCartLines } from './limits.ts';
import { TaxSchema } from './order-view-schema.ts';

const Id = z.uuid();
const channels = ['web', 'till', 'dealer'] as const;

const SignedMoney = z
  .object({ amount: z.int(), currency: z.enum(currencies) })
  .meta({ id: 'SignedMoney', description: 'Negative where something is taken off' });

const PriceStepView = z
  .strictObject({ text: z.string(), amount: SignedMoney })
  .meta({ id: 'PriceStep', description: 'One step on the way to a price; the steps of a line sum to its total' });

const CartDiscountView = z
  .strictObject({ label: z.string(), code: z.string().nullable(), amount: MoneyView })
  .meta({ id: 'CartDiscount' });

const CartCouponView = z
  .strictObject({
    code: z.string(),
    isApplied: z.boolean(),
    reason: z.string().nullable().meta({ description: 'Why it gives nothing at present' }),
  })
  .meta({ id: 'CartCoupon' });

const CartLineView = z
  .strictObject({
    id: Id,
    variantId: Id,
    productId: Id,
    handle: z.string(),
    sku: z.string(),
    name: z.string(),
    potencyLabel: z.string().nullable(),
    packLabel: z.string(),
    imageUrl: z.string(),
    quantity: z.int(),
    /** Of one piece, by list and quantity, before discounts. */
    unitPrice: MoneyView,
    mrp: MoneyView,
    discount: MoneyView,
    /** After discounts. */
    total: MoneyView,
    /** Why it costs that. */
    explain: z.array(PriceStepView),
    rateBasisPoints: z.int(),
    availability: z.enum(availabilities),
  })
  .meta({ id: 'CartLine' });

export const CartView = z
  .strictObject({
    id: Id,
    status: z.enum(['open', 'placing', 'placed']),
    storeId: Id,
    currency: z.enum(currencies),
    language: z.string(),
    channel: z.enum(channels),
    priceList: z.enum(priceListCodes),
    lines: z.array(CartLineView).max(maxCartLines),
    itemCount: z.int(),
    /** The lines before discounts. */
    subtotal: MoneyView,
    discount: MoneyView,
    /** What the discount is made of. */
    discounts: z.array(CartDiscountView),
    coupons: z.array(CartCouponView).max(maxCartCoupons),
    /** For standard delivery; pickup is free. */
    shipping: MoneyView,
    /** As for a delivery within the store's own state; another state turns CGST and SGST into IGST. */
    tax: TaxSchema,
    /** False where a dealer's prices are without tax: then the tax of the goods comes on top. */
    taxIncluded: z.boolean(),
    total: MoneyView,
    /** Until then an order is placed at these prices whatever happens to the price list. Null while the cart is empty. */
    pricesHoldUntil: z.iso.datetime().nullable(),
    orderId: Id.nullable(),
  })
  .meta({ id: 'Cart' });
export type CartView = z.infer<typeof CartView>;
