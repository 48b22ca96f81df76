import type * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import { requireOwnSession } from './own-session.ts';
import type { ChangePasswordBody, NewPasswordBody } from './schemas.ts';

export async function requestPasswordReset(ctx: Context, input: { email: string; language: string }): Promise<void> {
  requirePermission(ctx, 'identity.sign_in');
  orThrow(await ctx.identity.requestPasswordReset(input, ctx.visitor));
}

/** Ends every session of the account. */
export async function resetPassword(ctx: Context, input: z.output<typeof NewPasswordBody>): Promise<void> {
  requirePermission(ctx, 'identity.sign_in');
  orThrow(await ctx.identity.resetPassword(input, ctx.visitor));
}

/** Ends every other session of the account. */
export async function changePassword(ctx: Context, input: z.output<typeof ChangePasswordBody>): Promise<void> {
  const { own, permitted } = requireOwnSession(ctx);
  orThrow(await permitted.identity.changePassword(own, input, ctx.visitor));
}
