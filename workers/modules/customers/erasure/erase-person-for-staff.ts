import * as z from 'zod';
import { refuseHigherRank } from '#modules/identity';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import type { Erased } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { ErasePersonBody, PersonParams } from '../schemas.ts';

const EraseForStaff = z.strictObject({ ...PersonParams.shape, ...ErasePersonBody.shape });

/**
 * Erases somebody who asked the company for it; the reason stands in the audit. Repeating it changes nothing. Throws `forbidden`
 * for whoever may do more than the actor: they ask somebody above, or erase themselves.
 */
export async function erasePersonForStaff(ctx: Context, input: z.input<typeof EraseForStaff>): Promise<Erased> {
  const { personId, reason } = parseInput(EraseForStaff, input);
  requirePermission(ctx, 'people.erase', { personId });
  await refuseHigherRank(ctx, personId);
  const actor = ctx.actor.kind === 'person' || ctx.actor.kind === 'key' ? { ...ctx.actor, grants: [] } : ctx.actor;
  return orThrow(await ctx.identity.eraseAccount(personId, { actor, requestId: ctx.requestId, reason }));
}
