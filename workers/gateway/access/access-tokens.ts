import { errors, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';
import type { PersonActor } from '#platform/access/actor';
import { GrantClaimSchema, grantOf } from '#platform/access/grants';
import type { Clock } from '#platform/clock';
import { AppError } from '#platform/errors';
import { ACCESS_ALGORITHM, ACCESS_AUDIENCE, ACCESS_ISSUER, type IdentityDoor } from '#platform/identity-door';
import type { AccessKeys } from './access-keys.ts';
import type { WaitUntil } from './shared-flight.ts';

/** A token of twenty grants with fifty stores each; more than a header may be long anyway. */
const MAX_TOKEN_LENGTH = 16_000;
/** Tokens whose signature was checked already, at most: a few megabytes. */
const MAX_REMEMBERED = 1_000;
const MAX_GRANTS = 50;
/** RFC 9068: an id token, a refresh token or a challenge says that it is something else, or nothing. */
const TOKEN_TYPE = 'at+jwt';

const ClaimsSchema = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  iat: z.number().min(0),
  exp: z.number().min(0),
  nbf: z.number().min(0).optional(),
  grants: z.array(GrantClaimSchema).max(MAX_GRANTS),
  mfa_at: z.number().min(0).optional(),
  client_id: z.string().min(1).max(200).optional(),
});

export interface VerifiedToken {
  actor: PersonActor;
  issuedAtMs: number;
  expiresAtMs: number;
}

/** Why a token is refused, for programs: whoever reads `expired` renews it and asks again. */
export type RefusalReason = 'expired' | 'ended' | 'invalid';

export const refused = (reason: RefusalReason, detail: string): AppError =>
  new AppError('unauthenticated', detail, { extensions: { reason } });

/** Verifies access tokens. The signature of one that is known is not computed again; its time always is. */
export class AccessTokens {
  readonly #clock: Clock;
  readonly #keys: AccessKeys;
  /** In the order of their last use. */
  readonly #remembered = new Map<string, VerifiedToken>();

  constructor(clock: Clock, keys: AccessKeys) {
    this.#clock = clock;
    this.#keys = keys;
  }

  /** Throws `unauthenticated` for everything but a token of ours that is in force. It may have been revoked since. */
  async verify(token: string, identity: Pick<IdentityDoor, 'jwks'>, waitUntil: WaitUntil): Promise<VerifiedToken> {
    const known = this.#remembered.get(token);
    if (known !== undefined) {
      this.#remembered.delete(token);
      if (this.#clock.now().getTime() >= known.expiresAtMs) throw refused('expired', 'The access token has run out.');
      this.#remembered.set(token, known);
      return known;
    }
    if (token.length > MAX_TOKEN_LENGTH) throw refused('invalid', 'This is no access token of this shop.');
    const verified = verifiedToken(await this.#payload(token, identity, waitUntil));
    this.#remember(token, verified);
    return verified;
  }

  async #payload(token: string, identity: Pick<IdentityDoor, 'jwks'>, waitUntil: WaitUntil): Promise<JWTPayload> {
    // What is thrown while keys are looked for is our trouble and not the caller's.
    let trouble: unknown;
    const keyOf = async ({ kid }: { kid?: string }): Promise<CryptoKey> => {
      const key = await this.#keys.find(kid ?? '', identity, waitUntil).catch((error: unknown) => {
        trouble = error;
        return undefined;
      });
      if (key === undefined) throw new errors.JWKSNoMatchingKey();
      return key;
    };
    try {
      const { payload } = await jwtVerify(token, keyOf, {
        algorithms: [ACCESS_ALGORITHM],
        audience: ACCESS_AUDIENCE,
        issuer: ACCESS_ISSUER,
        typ: TOKEN_TYPE,
        requiredClaims: ['sub', 'sid', 'iat', 'exp'],
        currentDate: new Date(this.#clock.now().getTime()),
      });
      return payload;
    } catch (error) {
      if (trouble !== undefined) {
        throw new AppError('unavailable', 'It cannot be checked who you are.', {
          retryAfterSeconds: 2,
          cause: trouble,
        });
      }
      if (error instanceof errors.JWTExpired) throw refused('expired', 'The access token has run out.');
      throw refused('invalid', 'This is no access token of this shop.');
    }
  }

  #remember(token: string, verified: VerifiedToken): void {
    this.#remembered.set(token, verified);
    if (this.#remembered.size <= MAX_REMEMBERED) return;
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined) this.#remembered.delete(oldest);
  }
}

function verifiedToken(payload: JWTPayload): VerifiedToken {
  const { success, data } = ClaimsSchema.safeParse(payload);
  if (!success) throw refused('invalid', 'This access token does not say what it must.');
  const { sub, sid, iat, exp, grants, mfa_at, client_id } = data;
  return {
    actor: {
      kind: 'person',
      personId: sub.toLowerCase(),
      sessionId: sid.toLowerCase(),
      grants: grants.map(grantOf),
      secondFactorAtMs: mfa_at === undefined ? null : mfa_at * 1000,
      clientId: client_id ?? null,
    },
    issuedAtMs: iat * 1000,
    expiresAtMs: exp * 1000,
  };
}
