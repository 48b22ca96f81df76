import type * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import type { PasskeyRow, SignInOutcome, Tokens, WebAuthnJson } from '#platform/identity-door';
import { requireOwnSession } from './own-session.ts';
import type { NewPasskeyBody, PasskeyAnswerBody, PasskeyProofBody } from './schemas.ts';

type PasskeyAnswer = z.output<typeof PasskeyAnswerBody>;
type PasskeyProof = z.output<typeof PasskeyProofBody>;
type BegunCeremony = { ceremony: string; options: WebAuthnJson };

export async function listPasskeys(ctx: Context): Promise<PasskeyRow[]> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.listPasskeys(own));
}

export async function beginPasskey(ctx: Context, input: PasskeyProof): Promise<BegunCeremony> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.beginPasskey(own, input));
}

export async function finishPasskey(ctx: Context, input: z.output<typeof NewPasskeyBody>): Promise<PasskeyRow> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.finishPasskey(own, input, ctx.visitor));
}

export async function removePasskey(ctx: Context, passkeyId: string, input: PasskeyProof): Promise<void> {
  const { own, permitted } = requireOwnSession(ctx);
  orThrow(await permitted.identity.removePasskey(own, passkeyId, input, ctx.visitor));
}

/** Also begins a step-up: what is asked of the authenticator is the same. */
export async function beginPasskeySignIn(ctx: Context): Promise<BegunCeremony> {
  requirePermission(ctx, 'identity.sign_in');
  return orThrow(await ctx.identity.beginPasskeySignIn());
}

export async function finishPasskeySignIn(ctx: Context, input: PasskeyAnswer): Promise<SignInOutcome> {
  requirePermission(ctx, 'identity.sign_in');
  return orThrow(await ctx.identity.finishPasskeySignIn(input, ctx.visitor));
}

export async function finishPasskeyStepUp(ctx: Context, input: PasskeyAnswer): Promise<Tokens> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.finishPasskeyStepUp(own, input));
}
