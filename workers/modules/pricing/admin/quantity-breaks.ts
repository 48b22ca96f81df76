import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { priceListCodes } from '#db/schema/catalog';
import { MoneyView } from '#modules/catalog';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { inr } from '#platform/money';

export const PriceListCode = z.enum(priceListCodes, 'Must be one of: retail, doctor, dealer');

const QuantityBreakView = z
  .strictObject({ minQuantity: z.int(), price: MoneyView })
  .meta({ id: 'QuantityBreak', description: 'From so many pieces on each costs this, on the basis of its list' });

export const QuantityBreaksView = z
  .strictObject({ variantId: z.uuid(), priceList: PriceListCode, breaks: z.array(QuantityBreakView) })
  .meta({ id: 'QuantityBreaks' });
export type QuantityBreaksView = z.infer<typeof QuantityBreaksView>;

const isInForce = (at: string): SQL =>
  sql`valid_from <= ${at}::timestamptz and (valid_until is null or valid_until > ${at}::timestamptz)`;

/** What is in force for a variant at a moment. Throws `not_found` for a variant that does not exist. */
export async function readBreaks(
  ctx: Permitted,
  variantId: string,
  priceList: QuantityBreaksView['priceList'],
  at: string,
): Promise<QuantityBreaksView> {
  const [variants, rows] = await ctx.db.batch<object>([
    sql`select 1 from variants where id = ${variantId}::uuid`,
    sql`select distinct on (min_quantity) min_quantity, amount_paise from quantity_breaks
      where variant_id = ${variantId}::uuid and price_list = ${priceList} and ${isInForce(at)}
      order by min_quantity, valid_from desc`,
  ]);
  if (variants?.length === 0) throw new AppError('not_found', 'There is no such variant.');
  const breaks = (rows as { min_quantity: number; amount_paise: number }[]).map((row) => ({
    minQuantity: row.min_quantity,
    price: inr(row.amount_paise),
  }));
  return { variantId, priceList, breaks };
}
