import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { priceLists } from '#db/schema/pricing';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { PriceListCode } from './quantity-breaks.ts';

export const PriceListView = z
  .strictObject({
    code: PriceListCode,
    name: z.string(),
    taxIncluded: z.boolean().meta({ description: 'False: GST comes on top of its prices' }),
  })
  .meta({ id: 'PriceList' });
export const PriceListsView = z.object({ data: z.array(PriceListView) }).meta({ id: 'PriceLists' });

interface ListRow {
  code: z.infer<typeof PriceListCode>;
  name: string;
  tax_included: boolean;
}

const viewOf = ({ code, name, tax_included: taxIncluded }: ListRow) => ({ code, name, taxIncluded });

/** The price lists of the company. */
export async function listPriceLists(ctx: Context): Promise<z.infer<typeof PriceListsView>> {
  requirePermission(ctx, 'pricing.read');
  const rows = await ctx.db.query<ListRow>(sql`select code, name, tax_included from ${priceLists} order by code`);
  return { data: rows.map(viewOf) };
}

/** The shop's own list shows what buyers pay: by law its prices include tax. */
const ChangePriceListInput = z.strictObject({
  code: z.enum(['doctor', 'dealer'], 'Must be one of: doctor, dealer'),
  name: z.string().trim().min(1).max(60),
  taxIncluded: z.boolean(),
});
export const ChangePriceListBody = ChangePriceListInput.omit({ code: true });
export const ChangePriceListParams = ChangePriceListInput.pick({ code: true });

/** Says how the prices of a list are meant. They stay the same numbers: give them anew where that is not meant. */
export async function changePriceList(
  ctx: Context,
  input: z.input<typeof ChangePriceListInput>,
): Promise<z.infer<typeof PriceListView>> {
  requirePermission(ctx, 'pricing.write');
  const list = parseInput(ChangePriceListInput, input);
  const [before] = await ctx.db.query<ListRow>(
    sql`select code, name, tax_included from ${priceLists} where code = ${list.code}`,
  );
  await ctx.db.batch([
    sql`update ${priceLists} set name = ${list.name}, tax_included = ${list.taxIncluded} where code = ${list.code}`,
    ...writeFacts([
      auditFact(ctx, {
        action: 'pricing.change_list',
        subject: list.code,
        before: before === undefined ? null : viewOf(before),
        after: list,
      }),
    ]),
  ]);
  return list;
}
