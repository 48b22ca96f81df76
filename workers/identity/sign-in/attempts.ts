import { AppError } from '#platform/errors';
import { limitKeyOf } from '#platform/http/limit-key';
import type { Quota, QuotaState } from '#platform/rate-limiter-door';
import type { IdentityContext } from '../identity-context.ts';

/** The gateway counts by address too, under names of its own: what both counted together would run out at half. */
const OURS = 'identity';
const WINDOW_SECONDS = 15 * 60;
/** A person mistypes; ten in a quarter of an hour leave a guesser 350,000 a year, against 10 characters. */
const perAccount: Quota = { name: 'sign-in', limit: 10, windowSeconds: WINDOW_SECONDS };
/** Asked again inside a session. Strangers who guess at the door must not keep its owner from changing the locks. */
const perOwner: Quota = { name: 'password', limit: 10, windowSeconds: WINDOW_SECONDS };
/** One address tries one password at many accounts; an office behind one address only mistypes so often. */
const perAddress: Quota = { name: 'sign-in', limit: 50, windowSeconds: WINDOW_SECONDS };
/** Six digits: ten in a quarter of an hour, whatever number of challenges is opened. */
const perSecondFactor: Quota = { name: 'second-factor', limit: 10, windowSeconds: WINDOW_SECONDS };
/** Nobody's mailbox is to be flooded by us, and nobody tries thousands of addresses. */
const mailsPerAccount: Quota = { name: 'account-mails', limit: 5, windowSeconds: WINDOW_SECONDS };
const mailsPerAddress: Quota = { name: 'account-mails', limit: 50, windowSeconds: WINDOW_SECONDS };

function assertAllowed(isAllowed: boolean, { resetSeconds }: QuotaState): void {
  if (isAllowed) return;
  throw new AppError('rate_limited', 'Too many tries. Wait a while, then try again.', {
    retryAfterSeconds: Math.max(1, Math.ceil(resetSeconds)),
  });
}

/** Takes one try at a password. `key` is the blind index of the address, whether or not there is such an account. */
export async function takeSignInTry(ctx: IdentityContext, key: string): Promise<void> {
  const [account, address] = await Promise.all([
    ctx.objects.rateLimiter(`${OURS}:sign-in:account:${key}`).take(perAccount),
    addressLimiter(ctx, 'sign-in')?.take(perAddress, 0),
  ]);
  assertAllowed(account.isAllowed, account);
  if (address !== undefined) assertAllowed(address.remaining > 0, address);
}

/** Only failures count against an address: an office may share one. */
export async function signInFailed(ctx: IdentityContext): Promise<void> {
  await addressLimiter(ctx, 'sign-in')?.take(perAddress);
}

export async function signInSucceeded(ctx: IdentityContext, key: string): Promise<void> {
  await ctx.objects.rateLimiter(`${OURS}:sign-in:account:${key}`).reset(perAccount);
}

/** Takes one try at the password of somebody who is signed in. */
export async function takePasswordTry(ctx: IdentityContext, personId: string): Promise<void> {
  const state = await ctx.objects.rateLimiter(`${OURS}:password:account:${personId}`).take(perOwner);
  assertAllowed(state.isAllowed, state);
}

export async function passwordSucceeded(ctx: IdentityContext, personId: string): Promise<void> {
  await ctx.objects.rateLimiter(`${OURS}:password:account:${personId}`).reset(perOwner);
}

export async function takeSecondFactorTry(ctx: IdentityContext, personId: string): Promise<void> {
  const state = await ctx.objects.rateLimiter(`${OURS}:second-factor:account:${personId}`).take(perSecondFactor);
  assertAllowed(state.isAllowed, state);
}

export async function secondFactorSucceeded(ctx: IdentityContext, personId: string): Promise<void> {
  await ctx.objects.rateLimiter(`${OURS}:second-factor:account:${personId}`).reset(perSecondFactor);
}

/** Before a mail is asked for, whether or not one will be sent. */
export async function takeMail(ctx: IdentityContext, emailIndex: string): Promise<void> {
  const [account, address] = await Promise.all([
    ctx.objects.rateLimiter(`${OURS}:account-mails:account:${emailIndex}`).take(mailsPerAccount),
    addressLimiter(ctx, 'account-mails')?.take(mailsPerAddress),
  ]);
  assertAllowed(account.isAllowed, account);
  if (address !== undefined) assertAllowed(address.isAllowed, address);
}

function addressLimiter(ctx: IdentityContext, purpose: string) {
  const key = limitKeyOf(ctx.visitor.address);
  return key === undefined ? undefined : ctx.objects.rateLimiter(`${OURS}:${purpose}:address:${key}`);
}
