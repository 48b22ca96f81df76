import { SignJWT } from 'jose';
import { readGrantClaims } from '#modules/identity';
import { type GrantClaim, grantOf } from '#platform/access/grants';
import type { Permission } from '#platform/access/permission-table';
import {
  ACCESS_ALGORITHM,
  ACCESS_AUDIENCE,
  ACCESS_ISSUER,
  ACCESS_SECONDS,
  type AccessClaims,
} from '#platform/identity-door';
import type { IdentityContext } from '../identity-context.ts';

interface TokenSubject {
  personId: string;
  sessionId: string;
  secondFactorAt: Date | null;
  /** The app that acts for the person, and what it was let do. */
  lentTo?: { clientId: string; permissions: readonly Permission[] };
}

/** Signs what the API trusts for ten minutes: who it is, the session, and the grants that are in force now. */
export async function signAccessToken(ctx: IdentityContext, subject: TokenSubject): Promise<string> {
  const { personId, sessionId, secondFactorAt, lentTo } = subject;
  const now = ctx.clock.now();
  const [grants, key] = await Promise.all([readGrantClaims(ctx.db, personId, now), ctx.signingKeys.current(ctx)]);
  const claims: Omit<AccessClaims, 'sub'> = {
    sid: sessionId,
    grants: lentTo === undefined ? grants : lend(grants, lentTo.permissions),
    ...(secondFactorAt !== null && { mfa_at: Math.floor(secondFactorAt.getTime() / 1000) }),
    ...(lentTo !== undefined && { client_id: lentTo.clientId }),
  };
  const issuedAt = Math.floor(now.getTime() / 1000);
  return (
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: ACCESS_ALGORITHM, kid: key.id, typ: 'at+jwt' })
      .setSubject(personId)
      .setIssuer(ACCESS_ISSUER)
      .setAudience(ACCESS_AUDIENCE)
      // To the millisecond: what was revoked in the same second, before it, must not take this one with it.
      .setIssuedAt(now.getTime() / 1000)
      .setExpirationTime(issuedAt + ACCESS_SECONDS)
      .setJti(ctx.ids.next())
      .sign(key.privateKey)
  );
}

/** The part of each grant that was lent, named by its permissions: a role would say more. */
function lend(claims: readonly GrantClaim[], lent: readonly Permission[]): GrantClaim[] {
  return claims.flatMap((claim) => {
    const { role: _, ...where } = claim;
    const permissions = lent.filter((permission) => grantOf(claim).permissions.has(permission));
    return permissions.length === 0 ? [] : [{ ...where, permissions }];
  });
}
