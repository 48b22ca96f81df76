import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';
import type { GrantClaim } from '#platform/access/grants';
import {
  ACCESS_ALGORITHM,
  ACCESS_AUDIENCE,
  ACCESS_ISSUER,
  ACCESS_SECONDS,
  type IdentityDoor,
} from '#platform/identity-door';
import { randomIds } from '#platform/ids';

export interface TokenWish {
  personId?: string;
  sessionId?: string;
  grants?: GrantClaim[];
  /** Claims as they are to stand in the token; undefined takes one out. */
  claims?: Record<string, unknown>;
  header?: Partial<JWTHeaderParameters>;
}

/** The part of identity that the gateway trusts: real keys, real signatures, no accounts. */
export interface IdentityInNode extends Pick<IdentityDoor, 'jwks'> {
  /** How often its keys were asked for. */
  asked: number;
  token(wish?: TokenWish): Promise<string>;
  /** Its public key as whoever reads it has it. */
  publicKey: CryptoKey;
  keyId: string;
}

export async function identityInNode(): Promise<IdentityInNode> {
  const { publicKey, privateKey } = await generateKeyPair(ACCESS_ALGORITHM, { extractable: true });
  const keyId = randomIds.next();
  const jwk = { ...(await exportJWK(publicKey)), kid: keyId, alg: ACCESS_ALGORITHM, use: 'sig' };
  const identity: IdentityInNode = {
    asked: 0,
    publicKey,
    keyId,
    async jwks() {
      identity.asked += 1;
      return { keys: [jwk] };
    },
    token: ({ personId = randomIds.next(), sessionId = randomIds.next(), grants = [], claims, header } = {}) => {
      const issuedAt = Date.now() / 1000;
      const payload = {
        iss: ACCESS_ISSUER,
        aud: ACCESS_AUDIENCE,
        sub: personId,
        sid: sessionId,
        iat: issuedAt,
        exp: Math.floor(issuedAt) + ACCESS_SECONDS,
        jti: randomIds.next(),
        grants,
        ...claims,
      };
      return new SignJWT(payload)
        .setProtectedHeader({ alg: ACCESS_ALGORITHM, kid: keyId, typ: 'at+jwt', ...header })
        .sign(privateKey);
    },
  };
  return identity;
}
