import type { z } from 'zod';
import { requirePermission, SECOND_FACTOR_MS } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import type { Erased } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { requireThemselves } from '../own-account.ts';
import { EraseMeBody } from '../schemas.ts';

/**
 * Erases whoever asks, for good. Whoever has a second factor must have shown it in the last minutes; apps and keys may not do
 * it. Orders that are still on their way lose their address too.
 */
export async function eraseMe(ctx: Context, input: z.input<typeof EraseMeBody>): Promise<Erased> {
  requirePermission(ctx, 'profile.own');
  const own = requireThemselves(ctx);
  parseInput(EraseMeBody, input);
  const { secondFactor } = orThrow(await ctx.identity.me(own));
  if (secondFactor && !isFresh(ctx)) {
    throw new AppError('second_factor_required', 'Confirm it with your second factor first.', {
      extensions: { permission: 'profile.own', maxAgeSeconds: SECOND_FACTOR_MS / 1000 },
    });
  }
  const asked = { actor: { ...ctx.actor, grants: [] }, requestId: ctx.requestId, reason: 'Asked for it themselves' };
  return orThrow(await ctx.identity.eraseAccount(own.personId, asked));
}

function isFresh({ actor, clock }: Context): boolean {
  const shownAtMs = actor.kind === 'person' ? actor.secondFactorAtMs : null;
  return shownAtMs !== null && clock.now().getTime() - shownAtMs <= SECOND_FACTOR_MS;
}
