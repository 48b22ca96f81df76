import type { Me, OwnSession } from '#platform/identity-door';
import type { IdentityContext } from '../identity-context.ts';
import { readOwn } from './read-account.ts';

/** What an account has to sign in with. */
export async function me(ctx: IdentityContext, own: OwnSession): Promise<Me> {
  const account = await readOwn(ctx, own);
  return {
    personId: account.personId,
    emailVerified: account.emailVerified,
    hasPassword: account.passwordHash !== null,
    secondFactor: account.totpSecret !== null,
    recoveryCodesLeft: account.recoveryCodesLeft,
    linked: account.linked.map(({ provider, linkedAt }) => ({ provider, linkedAt: new Date(linkedAt).toISOString() })),
  };
}
