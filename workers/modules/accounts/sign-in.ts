import type * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import type { SignInOutcome } from '#platform/identity-door';
import type { SecondFactorBody, SignInBody, SignUpBody } from './schemas.ts';

export async function signUp(ctx: Context, input: z.output<typeof SignUpBody>): Promise<void> {
  requirePermission(ctx, 'identity.sign_in');
  orThrow(await ctx.identity.signUp(input, ctx.visitor));
}

export async function resendVerification(ctx: Context, input: { email: string }): Promise<void> {
  requirePermission(ctx, 'identity.sign_in');
  orThrow(await ctx.identity.resendVerification(input, ctx.visitor));
}

export async function verifyEmail(ctx: Context, input: { token: string }): Promise<SignInOutcome> {
  requirePermission(ctx, 'identity.sign_in');
  return orThrow(await ctx.identity.verifyEmail(input, ctx.visitor));
}

export async function signIn(ctx: Context, input: z.output<typeof SignInBody>): Promise<SignInOutcome> {
  requirePermission(ctx, 'identity.sign_in');
  return orThrow(await ctx.identity.signIn(input, ctx.visitor));
}

export async function answerSecondFactor(
  ctx: Context,
  input: z.output<typeof SecondFactorBody>,
): Promise<SignInOutcome> {
  requirePermission(ctx, 'identity.sign_in');
  return orThrow(await ctx.identity.answerSecondFactor(input, ctx.visitor));
}

export async function requestMagicLink(ctx: Context, input: { email: string; language: string }): Promise<void> {
  requirePermission(ctx, 'identity.sign_in');
  orThrow(await ctx.identity.requestMagicLink(input, ctx.visitor));
}

export async function useMagicLink(ctx: Context, input: { token: string }): Promise<SignInOutcome> {
  requirePermission(ctx, 'identity.sign_in');
  return orThrow(await ctx.identity.useMagicLink(input, ctx.visitor));
}
