import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { PriceListCode, type QuantityBreaksView, readBreaks } from './quantity-breaks.ts';

export const ListQuantityBreaksSchema = z.strictObject({
  variantId: z.uuid(),
  priceList: PriceListCode.default('retail'),
});

/** The quantity prices of a variant that are in force. */
export async function listQuantityBreaks(
  ctx: Context,
  input: z.input<typeof ListQuantityBreaksSchema>,
): Promise<QuantityBreaksView> {
  requirePermission(ctx, 'pricing.read');
  const { variantId, priceList } = parseInput(ListQuantityBreaksSchema, input);
  return readBreaks(ctx, variantId, priceList, ctx.clock.now().toISOString());
}
