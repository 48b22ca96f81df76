import * as z from 'zod';
import { personOf } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import { type DealerCreditView, dealerCreditView } from './credit-view.ts';
import { dealerOfPerson, readDealer } from './read-dealer.ts';

export const DealerParams = z.strictObject({ dealerId: z.uuid('Must be an id as this API gives them') });

export async function showCredit(ctx: Permitted, dealerId: string): Promise<DealerCreditView> {
  const dealer = await readDealer(ctx, dealerId);
  if (dealer === undefined) throw new AppError('not_found', 'There is no such dealer.');
  const { accountId } = dealer;
  const standing = accountId === null ? null : orThrow(await ctx.objects.valueAccount(accountId).standing());
  return dealerCreditView(dealer, standing);
}

/** The firm of whoever asks. Throws `forbidden` for somebody who orders for none. */
export async function requireOwnDealer(ctx: Permitted): Promise<{ personId: string; dealerId: string }> {
  const personId = personOf(ctx.actor);
  const dealerId = personId === null ? undefined : await dealerOfPerson(ctx, personId);
  if (personId !== null && dealerId !== undefined) return { personId, dealerId };
  throw new AppError('forbidden', 'Only somebody who orders for a dealer may do this.');
}

/** What one's own firm owes, how old it is and what it may still order on credit. */
export async function showOwnCredit(ctx: Context): Promise<DealerCreditView> {
  requirePermission(ctx, 'dealers.order');
  return showCredit(ctx, (await requireOwnDealer(ctx)).dealerId);
}

/** The same for staff. Throws `not_found`. */
export async function showDealerCredit(ctx: Context, input: z.input<typeof DealerParams>): Promise<DealerCreditView> {
  requirePermission(ctx, 'dealers.read');
  return showCredit(ctx, parseInput(DealerParams, input).dealerId);
}
