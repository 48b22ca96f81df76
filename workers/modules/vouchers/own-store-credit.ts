import type * as z from 'zod';
import { personOf } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { inr } from '#platform/money';
import { storeCreditOf } from './person-credit.ts';
import type { StoreCreditView } from './store-credit-view.ts';

/** One's own store credit, as its account has it now. */
export async function ownStoreCredit(ctx: Context): Promise<z.infer<typeof StoreCreditView>> {
  requirePermission(ctx, 'profile.own');
  const personId = personOf(ctx.actor);
  if (personId === null) throw new AppError('forbidden', 'Only an account of a person has store credit.');
  const record = await storeCreditOf(ctx, personId);
  if (record === undefined) return { accountId: null, balance: inr(0), available: inr(0) };
  const standing = orThrow(await ctx.objects.valueAccount(record.id).standing());
  return { accountId: record.id, balance: inr(standing.balancePaise), available: inr(standing.availablePaise) };
}
