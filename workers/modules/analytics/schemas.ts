import * as z from 'zod';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';
import { currencies } from '#platform/money';

/** A year and a day: what a comparison with the same day of last year needs. */
const maxPeriodDays = 367;
const dayMs = 86_400_000;

const periodDays = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs + 1;

export const SalesByDaySchema = z
  .strictObject({
    /** First and last calendar day of the stores, both included. */
    from: z.iso.date(),
    to: z.iso.date(),
    storeId: z.uuid().optional(),
    limit: LimitParameter,
    cursor: CursorParameter,
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Must not lie before from' })
  .refine(({ from, to }) => periodDays(from, to) <= maxPeriodDays, {
    path: ['to'],
    message: `Ask for at most ${maxPeriodDays} days`,
  });
export type SalesByDay = z.input<typeof SalesByDaySchema>;

const MoneySchema = z.strictObject({ amount: z.int(), currency: z.enum(currencies) });
const figures = {
  units: z.int(),
  revenue: MoneySchema,
  tax: MoneySchema,
  returned: z
    .strictObject({ units: z.int(), amount: MoneySchema, tax: MoneySchema })
    .meta({ description: 'Cancelled or come back in this time, whenever it was sold: not taken off the others' }),
};

export const ProductSalesView = z.strictObject({
  storeId: z.uuid(),
  day: z.iso.date(),
  productId: z.uuid(),
  /** Null for a product that is no longer in the catalogue. */
  productName: z.string().nullable(),
  brandName: z.string().nullable(),
  handle: z.string().nullable(),
  /** Orders with this product in them. */
  orders: z.int(),
  ...figures,
  /** When the last order in it was placed. */
  asOf: z.iso.datetime(),
});
export type ProductSalesView = z.infer<typeof ProductSalesView>;

const StoreSalesView = z.strictObject({ storeId: z.uuid(), storeName: z.string(), ...figures });

export const SalesReport = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  /** Every order placed and every return settled before this instant is counted. */
  asOf: z.iso.datetime(),
  /** Orders and returns that are not counted yet. */
  pending: z.int(),
  totals: z.strictObject(figures),
  stores: z.array(StoreSalesView),
  /** By day (the latest first), then by revenue (the most first). */
  data: z.array(ProductSalesView),
  nextCursor: z.string().nullable(),
});
export type SalesReport = z.infer<typeof SalesReport>;
