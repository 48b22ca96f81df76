import * as z from 'zod';
import { MoneyView } from '#modules/catalog';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { inr } from '#platform/money';
import { parseInput } from '#platform/parse-input';
import { findByCodes } from './find-by-code.ts';
import { VoucherCode } from './schemas.ts';

export const CheckBalanceBody = z.strictObject({ code: VoucherCode });
export const GiftCardBalanceView = z
  .object({
    codeEndsOn: z.string(),
    balance: MoneyView,
    available: MoneyView.meta({ description: 'What can be paid with it now; nothing where it is blocked or too old' }),
    expiresAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'GiftCardBalance' });

/** What is left on a gift card, for whoever has its code. Throws `not_found` for a wrong one, `rate_limited` after many. */
export async function checkBalance(
  ctx: Context,
  input: z.input<typeof CheckBalanceBody>,
): Promise<z.infer<typeof GiftCardBalanceView>> {
  requirePermission(ctx, 'orders.place');
  const { code } = parseInput(CheckBalanceBody, input);
  const [card] = await findByCodes(ctx, [code]);
  if (card === undefined) throw new AppError('not_found', 'No gift card has this code.');
  const standing = orThrow(await ctx.objects.valueAccount(card.id).standing());
  return {
    codeEndsOn: card.code_last4,
    balance: inr(standing.balancePaise),
    available: inr(standing.availablePaise),
    expiresAt: card.expires_at === null ? null : new Date(card.expires_at).toISOString(),
  };
}
