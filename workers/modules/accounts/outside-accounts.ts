import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import type { SignInOutcome } from '#platform/identity-door';
import { requireOwnSession } from './own-session.ts';

export async function listProviders(ctx: Context): Promise<{ id: string; name: string }[]> {
  requirePermission(ctx, 'identity.sign_in');
  return orThrow(await ctx.identity.providers());
}

/** Answers where to send the browser, and what only that browser may bring back. */
export async function beginOutside(
  ctx: Context,
  input: { provider: string; returnTo: string; link: boolean },
): Promise<{ url: string; ceremony: string }> {
  requirePermission(ctx, 'identity.sign_in');
  const { provider, returnTo } = input;
  const begun = input.link ? { provider, returnTo, own: requireOwnSession(ctx).own } : { provider, returnTo };
  return orThrow(await ctx.identity.beginOutside(begun, ctx.visitor));
}

export async function finishOutside(
  ctx: Context,
  input: { provider: string; code: string; state: string; ceremony: string },
): Promise<{ outcome: SignInOutcome | { kind: 'linked' }; returnTo: string }> {
  requirePermission(ctx, 'identity.sign_in');
  return orThrow(await ctx.identity.finishOutside(input, ctx.visitor));
}

export async function unlinkOutside(ctx: Context, provider: string): Promise<void> {
  const { own, permitted } = requireOwnSession(ctx);
  orThrow(await permitted.identity.unlinkOutside(own, provider));
}
