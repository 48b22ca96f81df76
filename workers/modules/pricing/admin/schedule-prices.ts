import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { prices } from '#db/schema/catalog';
import { MoneyView, productChanged, staleTags } from '#modules/catalog';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import type { FieldError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { inr } from '#platform/money';
import { invalidInput, parseInput } from '#platform/parse-input';
import { PriceListCode } from './quantity-breaks.ts';

/** One request's worth of a price list; longer ones come as sheets through the import. */
const MAX_PRICES = 200;
const Price = MoneyView.refine(({ amount }) => amount >= 1 && amount <= 100_000_000, 'From 1 to 100000000 paise');

export const SchedulePricesBody = z.strictObject({
  priceList: PriceListCode.default('retail'),
  validFrom: z.iso.datetime().nullable().default(null).meta({ description: 'Null: from now on' }),
  isPreview: z.boolean().default(false).meta({ description: 'Tells what would change and writes nothing' }),
  lines: z
    .array(z.strictObject({ variantId: z.uuid(), price: Price, mrp: Price.optional() }))
    .min(1)
    .max(MAX_PRICES)
    .refine((lines) => new Set(lines.map(({ variantId }) => variantId)).size === lines.length, 'Names a variant twice'),
});

export const ScheduledPricesView = z
  .object({
    priceList: PriceListCode,
    validFrom: z.iso.datetime(),
    isPreview: z.boolean(),
    data: z.array(
      z.strictObject({
        variantId: z.uuid(),
        sku: z.string(),
        before: MoneyView.nullable().meta({ description: 'What is in force on that day without the change' }),
        after: MoneyView,
        mrp: MoneyView,
        changeBasisPoints: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'ScheduledPrices' });
type ScheduledPrices = z.infer<typeof ScheduledPricesView>;

interface VariantRow {
  id: string;
  sku: string;
  product_id: string;
  amount_paise: number | null;
  mrp_paise: number | null;
}

type Body = z.output<typeof SchedulePricesBody>;

function readVariants(ctx: Permitted, { priceList, lines }: Body, validFrom: string): Promise<VariantRow[]> {
  const ids = `{${lines.map(({ variantId }) => variantId).join(',')}}`;
  return ctx.db.query<VariantRow>(sql`select v.id, v.sku, v.product_id, price.amount_paise,
      coalesce(price.mrp_paise, shop.mrp_paise) as mrp_paise from variants v
    left join lateral (select p.amount_paise, p.mrp_paise from prices p
      where p.variant_id = v.id and p.price_list = ${priceList} and p.valid_from <= ${validFrom}::timestamptz
        and (p.valid_until is null or p.valid_until > ${validFrom}::timestamptz)
      order by p.valid_from desc limit 1) price on true
    left join lateral (select p.mrp_paise from prices p where p.variant_id = v.id and p.price_list = 'retail'
        and p.valid_from <= ${validFrom}::timestamptz order by p.valid_from desc limit 1) shop on true
    where v.id = any(${ids}::uuid[])`);
}

/** What each line does, or what is wrong with it. */
function effects({ lines }: Body, variants: readonly VariantRow[]): ScheduledPrices['data'] {
  const faults: FieldError[] = [];
  const data = lines.flatMap(({ variantId, price, mrp }, index) => {
    const variant = variants.find(({ id }) => id === variantId);
    const mrpPaise = mrp?.amount ?? variant?.mrp_paise ?? price.amount;
    if (variant === undefined) faults.push({ path: `lines.${index}.variantId`, message: 'There is no such variant' });
    if (price.amount > mrpPaise) faults.push({ path: `lines.${index}.price.amount`, message: 'Above the MRP' });
    const before = variant?.amount_paise ?? null;
    return {
      variantId,
      sku: variant?.sku ?? '',
      before: before === null ? null : inr(before),
      after: price,
      mrp: inr(mrpPaise),
      changeBasisPoints:
        before === null || before === 0 ? null : Math.round(((price.amount - before) * 10_000) / before),
    };
  });
  if (faults.length > 0) throw invalidInput(faults);
  return data;
}

/**
 * Gives variants prices from a day on, all of them or none, or only tells what that would change. Sending the same again
 * changes nothing more. Throws `invalid_input` with every line that is wrong, and for a day that has passed.
 */
export async function schedulePrices(
  ctx: Context,
  input: z.input<typeof SchedulePricesBody>,
): Promise<ScheduledPrices> {
  requirePermission(ctx, 'pricing.write');
  const body = parseInput(SchedulePricesBody, input);
  const now = ctx.clock.now();
  const validFrom = body.validFrom === null ? now.toISOString() : new Date(body.validFrom).toISOString();
  if (Date.parse(validFrom) < now.getTime()) throw invalidInput([{ path: 'validFrom', message: 'Lies in the past' }]);
  const variants = await readVariants(ctx, body, validFrom);
  const data = effects(body, variants);
  const { priceList, isPreview } = body;
  const answer = { priceList, validFrom, isPreview, data };
  if (isPreview) return answer;
  const rows = data.map(({ variantId, after, mrp }) => ({
    id: ctx.ids.next(),
    price_list: priceList,
    variant_id: variantId,
    currency: 'INR',
    amount_paise: after.amount,
    mrp_paise: mrp.amount,
    valid_from: validFrom,
    valid_until: null,
  }));
  const productIds = [...new Set(variants.map((variant) => variant.product_id))];
  const isNow = body.validFrom === null;
  await ctx.db.batch([
    sql`insert into ${prices} select * from jsonb_populate_recordset(null::prices, ${JSON.stringify(rows)}::jsonb)
      on conflict (variant_id, price_list, valid_from) do update
      set amount_paise = excluded.amount_paise, mrp_paise = excluded.mrp_paise`,
    ...writeFacts([
      auditFact(ctx, { action: 'pricing.schedule_prices', subject: priceList, after: { validFrom, data } }),
      ...(isNow ? productIds.map((productId) => productChanged(ctx, productId, 'price')) : []),
    ]),
    ...(isNow ? [sql`select refresh_product_cards(${`{${productIds.join(',')}}`}::uuid[])`] : []),
  ]);
  if (!isNow) return answer;
  await ctx.purge(productIds.flatMap(staleTags)).catch(() => undefined);
  await hurryEvents(ctx);
  return answer;
}
