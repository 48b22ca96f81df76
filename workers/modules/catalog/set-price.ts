import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { priceListCodes } from '#db/schema/catalog';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { describeError, log } from '#platform/log';
import { inr } from '#platform/money';
import { invalidInput, parseInput } from '#platform/parse-input';
import { productChanged, staleTags } from './events.ts';
import { MoneyView } from './views.ts';

/** Ten lakh rupees: far above any pack, far below a slip of the keyboard. */
const MAX_PRICE_PAISE = 100_000_000;
const Price = MoneyView.refine(({ amount }) => amount >= 1 && amount <= MAX_PRICE_PAISE, {
  message: `From 1 to ${MAX_PRICE_PAISE} paise`,
});

export const SetPriceBody = z.strictObject({
  price: Price,
  mrp: Price.optional().meta({ description: 'Stays as it is when left out' }),
  priceList: z.enum(priceListCodes).default('retail'),
});
const SetPriceSchema = SetPriceBody.extend({ variantId: z.uuid() });
export type SetPrice = z.input<typeof SetPriceSchema>;

export const PriceView = z
  .object({
    variantId: z.uuid(),
    priceList: z.enum(priceListCodes),
    price: MoneyView,
    mrp: MoneyView,
    validFrom: z.iso.datetime(),
    /** False: the old price may be shown until the event behind this answer has purged it, seconds at most. */
    purged: z.boolean(),
  })
  .meta({ id: 'Price' });
export type PriceView = z.infer<typeof PriceView>;

interface PricedVariant {
  product_id: string;
  amount_paise: number | null;
  mrp_paise: number | null;
}

/**
 * Gives a variant a new price from now on; the old one stays in the books. Visible everywhere when it answers, and says so
 * when it could not make sure. Throws `not_found`, and `invalid_input` for a price above the MRP.
 */
export async function setPrice(ctx: Context, input: SetPrice): Promise<PriceView> {
  requirePermission(ctx, 'catalog.price');
  const { variantId, priceList, price, mrp } = parseInput(SetPriceSchema, input);
  const variant = await findVariant(ctx, variantId, priceList);
  const mrpPaise = mrp?.amount ?? variant.mrp_paise ?? price.amount;
  if (price.amount > mrpPaise) throw invalidInput([{ path: 'price.amount', message: 'Above the MRP' }]);

  const validFrom = ctx.clock.now().toISOString();
  const productId = variant.product_id;
  await ctx.db.batch([
    // Two changes in one millisecond: the later one counts.
    sql`insert into prices (id, price_list, variant_id, currency, amount_paise, mrp_paise, valid_from, valid_until)
      values (${ctx.ids.next()}, ${priceList}, ${variantId}, 'INR', ${price.amount}, ${mrpPaise}, ${validFrom}, null)
      on conflict (variant_id, price_list, valid_from) do update set amount_paise = excluded.amount_paise,
        mrp_paise = excluded.mrp_paise`,
    ...writeFacts([
      auditFact(ctx, {
        action: 'catalog.set_price',
        subject: variantId,
        before: { priceList, amountPaise: variant.amount_paise, mrpPaise: variant.mrp_paise },
        after: { priceList, amountPaise: price.amount, mrpPaise },
      }),
      productChanged(ctx, productId, 'price'),
    ]),
    sql`select refresh_product_cards(array[${productId}::uuid])`,
  ]);
  const purged = await tryPurge(ctx, productId);
  await hurryEvents(ctx);
  return { variantId, priceList, price, mrp: inr(mrpPaise), validFrom, purged };
}

async function findVariant(ctx: Permitted, variantId: string, priceList: string): Promise<PricedVariant> {
  const [variant] = await ctx.db.query<PricedVariant>(sql`
    select v.product_id, price.amount_paise, price.mrp_paise from variants v
    left join lateral (
      select p.amount_paise, p.mrp_paise from prices p
      where p.variant_id = v.id and p.price_list = ${priceList} and p.valid_from <= now()
      order by p.valid_from desc limit 1
    ) price on true
    where v.id = ${variantId}`);
  if (variant === undefined) throw new AppError('not_found', 'There is no such variant.');
  return variant;
}

/** The price is written: a cache that does not answer must not make it look as if it were not. */
async function tryPurge(ctx: Permitted, productId: string): Promise<boolean> {
  try {
    await ctx.purge(staleTags(productId));
    return true;
  } catch (error) {
    log('error', 'A price is written but the cache was not purged', { productId, ...describeError(error) });
    return false;
  }
}
