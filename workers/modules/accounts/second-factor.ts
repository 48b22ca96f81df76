import type * as z from 'zod';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import type { Tokens } from '#platform/identity-door';
import { requireOwnSession } from './own-session.ts';
import type { RemoveTotpBody, StepUpBody } from './schemas.ts';

/** Nothing is asked for at a sign-in before `confirmTotp` has shown that the authenticator works. */
export async function beginTotp(ctx: Context, input: { password: string }): Promise<{ uri: string; secret: string }> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.beginTotp(own, input));
}

export async function confirmTotp(
  ctx: Context,
  input: { code: string },
): Promise<{ recoveryCodes: string[]; tokens: Tokens }> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.confirmTotp(own, input, ctx.visitor));
}

export async function removeTotp(ctx: Context, input: z.output<typeof RemoveTotpBody>): Promise<void> {
  const { own, permitted } = requireOwnSession(ctx);
  orThrow(await permitted.identity.removeTotp(own, input, ctx.visitor));
}

export async function renewRecoveryCodes(ctx: Context, input: { code: string }): Promise<{ recoveryCodes: string[] }> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.renewRecoveryCodes(own, input, ctx.visitor));
}

/** Shows a second factor again, for what asks for a fresh one. */
export async function stepUp(ctx: Context, input: z.output<typeof StepUpBody>): Promise<Tokens> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.stepUp(own, input));
}
