import { createLocalJWKSet, errors, type JWK, jwtVerify } from 'jose';
import { ACCESS_ALGORITHM, ACCESS_AUDIENCE, ACCESS_ISSUER } from '#platform/identity-door';
import type { IdentityContext } from '../identity-context.ts';

/** What an access token of ours that is in force says. Whether its session has ended stands in the records. */
interface ReadToken {
  personId: string;
  sessionId: string;
  /** Null: of the person's own session. */
  clientId: string | null;
  /** Epoch seconds. */
  expiresAt: number;
}

/** Undefined for whatever is not an access token of ours, or no longer. */
export async function readAccessToken(ctx: IdentityContext, token: string): Promise<ReadToken | undefined> {
  if (token.split('.').length !== 3) return undefined;
  const keys = createLocalJWKSet({ keys: (await ctx.signingKeys.publicKeys(ctx)) as unknown as JWK[] });
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: [ACCESS_ALGORITHM],
      audience: ACCESS_AUDIENCE,
      issuer: ACCESS_ISSUER,
      typ: 'at+jwt',
      currentDate: ctx.clock.now(),
    });
    const { sub, sid, client_id, exp } = payload;
    if (typeof sub !== 'string' || typeof sid !== 'string' || exp === undefined) return undefined;
    return {
      personId: sub,
      sessionId: sid,
      clientId: typeof client_id === 'string' ? client_id : null,
      expiresAt: exp,
    };
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
