import type { Actor } from './access/actor.ts';
import type { GrantClaim } from './access/grants.ts';
import type { Permission } from './access/permission-table.ts';
import type { Visitor } from './context.ts';
import type { Result } from './errors.ts';

/** What a session gives: a short-lived token for the API and a long-lived one that renews it, once. */
export interface Tokens {
  /** JWT, signed with the keys of `/.well-known/jwks.json`. */
  accessToken: string;
  expiresInSeconds: number;
  refreshToken: string;
  refreshExpiresInSeconds: number;
}

/** The claims of an access token besides iss, aud, iat, exp and jti. */
export interface AccessClaims {
  /** The person. */
  sub: string;
  /** The session. */
  sid: string;
  grants: GrantClaim[];
  /** When a second factor was last shown, epoch seconds. */
  mfa_at?: number;
  /** The app that acts for the person. */
  client_id?: string;
}

export const ACCESS_AUDIENCE = 'tincture-api';
export const ACCESS_ISSUER = 'tincture-identity';
/** The only algorithm that an access token may name. */
export const ACCESS_ALGORITHM = 'ES256';
export const ACCESS_SECONDS = 600;

export type SecondFactorMethod = 'totp' | 'recovery_code' | 'passkey';

export type SignInOutcome =
  | { kind: 'signed_in'; personId: string; tokens: Tokens }
  /** Nothing is opened yet: the challenge and a second factor together open it. */
  | { kind: 'second_factor'; challenge: string; expiresInSeconds: number; methods: SecondFactorMethod[] };

export interface SessionRow {
  id: string;
  /** `Chrome on Android` */
  device: string;
  place: string;
  createdAt: string;
  lastUsedAt: string;
  current: boolean;
}

export interface PasskeyRow {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** Options and answers of a WebAuthn ceremony: JSON as `PublicKeyCredential.parseCreationOptionsFromJSON` takes it. */
export type WebAuthnJson = Record<string, unknown>;

export interface Me {
  personId: string;
  emailVerified: boolean;
  hasPassword: boolean;
  /** An authenticator app is set up: signing in asks for its code. Passkeys are listed on their own. */
  secondFactor: boolean;
  recoveryCodesLeft: number;
  linked: { provider: string; linkedAt: string }[];
}

/** All that is kept of an account, without a secret in it. */
export interface AccountRecords {
  account: Me;
  sessions: (Omit<SessionRow, 'current'> & { network: string; endedAt: string | null })[];
  passkeys: PasskeyRow[];
}

/** What a partner says of an app. `scopes` are the permissions that it may ever ask for. */
export interface AppSettings {
  name: string;
  homepage: string;
  redirectUris: string[];
  scopes: Permission[];
}

export interface AppRow extends AppSettings {
  clientId: string;
  /** Has a secret; a public app has none. */
  isConfidential: boolean;
}

/** What an app asks a person for, before they answer. */
export interface ConsentRequest {
  app: { name: string; homepage: string };
  scopes: Permission[];
  redirectHost: string;
}

export interface LetInApp {
  clientId: string;
  name: string;
  scopes: Permission[];
  grantedAt: string;
}

/** Who wants somebody erased, and why. */
export interface ErasureAsked {
  actor: Actor;
  requestId: string;
  reason: string | null;
}

export interface Erased {
  personId: string;
  erasedAt: string;
}

/** Whose session asks: taken from a verified access token, never from a body. */
export interface OwnSession {
  personId: string;
  sessionId: string;
}

/**
 * The door of the identity Worker: accounts, proofs and sessions. Everything that is good once is taken by exactly one
 * caller, whoever else brings it in the same moment. Refusals say nothing about whether an account exists.
 */
export interface IdentityDoor {
  signUp(
    input: { name: string; email: string; password: string; language: string; invitation?: string },
    visitor: Visitor,
  ): Promise<Result<{ sent: true }>>;
  /** Sends the proof of the address again. */
  resendVerification(input: { email: string }, visitor: Visitor): Promise<Result<{ sent: true }>>;
  verifyEmail(input: { token: string }, visitor: Visitor): Promise<Result<SignInOutcome>>;
  signIn(input: { email: string; password: string }, visitor: Visitor): Promise<Result<SignInOutcome>>;
  answerSecondFactor(
    input: { challenge: string; method: 'totp' | 'recovery_code'; code: string },
    visitor: Visitor,
  ): Promise<Result<SignInOutcome>>;
  requestMagicLink(input: { email: string; language: string }, visitor: Visitor): Promise<Result<{ sent: true }>>;
  useMagicLink(input: { token: string }, visitor: Visitor): Promise<Result<SignInOutcome>>;
  requestPasswordReset(input: { email: string; language: string }, visitor: Visitor): Promise<Result<{ sent: true }>>;
  /** Ends every session of the account. */
  resetPassword(input: { token: string; password: string }, visitor: Visitor): Promise<Result<{ changed: true }>>;
  /** Ends every other session of the account. */
  changePassword(
    own: OwnSession,
    input: { current: string; password: string },
    visitor: Visitor,
  ): Promise<Result<{ changed: true }>>;

  /**
   * Takes a refresh token and gives its successor. Of callers in the same moment exactly one gets it; the others get
   * `conflict` for REFRESH_GRACE_SECONDS. A token that comes back later ends its whole family.
   */
  refresh(input: { refreshToken: string }, visitor: Visitor): Promise<Result<Tokens>>;
  signOut(own: OwnSession): Promise<Result<{ ended: true }>>;
  listSessions(own: OwnSession): Promise<Result<SessionRow[]>>;
  revokeSession(own: OwnSession, sessionId: string): Promise<Result<{ ended: true }>>;
  /** All but the one that asks. */
  revokeOtherSessions(own: OwnSession): Promise<Result<{ ended: number }>>;
  /** Ends every session of a person: staff suspends somebody, somebody is erased. */
  endAllSessions(personId: string): Promise<Result<{ ended: number }>>;
  /** For an export, and for a key of the account's person: whoever calls it has asked for the permission. */
  describeAccount(personId: string): Promise<Result<AccountRecords>>;
  /**
   * Ends the account for good: everything that tells who its person was goes in one transaction, tokens before and after it.
   * Repeating it changes nothing. Whoever calls it has asked for the permission; `asked` stands in the audit.
   */
  eraseAccount(personId: string, asked: ErasureAsked): Promise<Result<Erased>>;

  me(own: OwnSession): Promise<Result<Me>>;
  beginTotp(own: OwnSession, input: { password: string }): Promise<Result<{ uri: string; secret: string }>>;
  /** Turns the second factor on; the recovery codes are shown this once. */
  confirmTotp(
    own: OwnSession,
    input: { code: string },
    visitor: Visitor,
  ): Promise<Result<{ recoveryCodes: string[]; tokens: Tokens }>>;
  removeTotp(
    own: OwnSession,
    input: { password: string; code: string },
    visitor: Visitor,
  ): Promise<Result<{ removed: true }>>;
  renewRecoveryCodes(
    own: OwnSession,
    input: { code: string },
    visitor: Visitor,
  ): Promise<Result<{ recoveryCodes: string[] }>>;
  /** Shows a second factor again for what asks for a fresh one: the new access token carries its time. */
  stepUp(own: OwnSession, input: { method: 'totp' | 'recovery_code'; code: string }): Promise<Result<Tokens>>;

  /**
   * Passkeys change for a fresh proof: a second factor of the last five minutes, which alone will do for an account with an
   * authenticator app; else the password; without either, a session opened in the last five minutes.
   */
  beginPasskey(
    own: OwnSession,
    input: { password?: string },
  ): Promise<Result<{ ceremony: string; options: WebAuthnJson }>>;
  finishPasskey(
    own: OwnSession,
    input: { ceremony: string; name: string; response: WebAuthnJson },
    visitor: Visitor,
  ): Promise<Result<PasskeyRow>>;
  listPasskeys(own: OwnSession): Promise<Result<PasskeyRow[]>>;
  removePasskey(
    own: OwnSession,
    passkeyId: string,
    input: { password?: string },
    visitor: Visitor,
  ): Promise<Result<{ removed: true }>>;
  /** For signing in without a name, and (with `own`) for a step-up. */
  beginPasskeySignIn(): Promise<Result<{ ceremony: string; options: WebAuthnJson }>>;
  finishPasskeySignIn(
    input: { ceremony: string; response: WebAuthnJson },
    visitor: Visitor,
  ): Promise<Result<SignInOutcome>>;
  finishPasskeyStepUp(own: OwnSession, input: { ceremony: string; response: WebAuthnJson }): Promise<Result<Tokens>>;

  /** Which outside accounts can be used: configured by variables. */
  providers(): Promise<Result<{ id: string; name: string }[]>>;
  /** Where to send the browser. `own` links the outside account to the session's person instead of signing in. */
  beginOutside(
    input: { provider: string; returnTo: string; own?: OwnSession },
    visitor: Visitor,
  ): Promise<Result<{ url: string; ceremony: string }>>;
  /** `ceremony` comes from a cookie of the browser that began: a call-back in another browser is refused. */
  finishOutside(
    input: { provider: string; code: string; state: string; ceremony: string },
    visitor: Visitor,
  ): Promise<Result<{ outcome: SignInOutcome | { kind: 'linked' }; returnTo: string }>>;
  unlinkOutside(own: OwnSession, provider: string): Promise<Result<{ removed: true }>>;

  /** The apps that somebody has registered; the caller has asked for the permission `apps.manage`. */
  listApps(own: OwnSession): Promise<Result<AppRow[]>>;
  registerApp(
    own: OwnSession,
    input: AppSettings & { isConfidential: boolean },
  ): Promise<Result<AppRow & { clientSecret: string | null }>>;
  changeApp(own: OwnSession, clientId: string, change: Partial<AppSettings>): Promise<Result<AppRow>>;
  rotateAppSecret(own: OwnSession, clientId: string): Promise<Result<{ clientSecret: string }>>;
  removeApp(own: OwnSession, clientId: string): Promise<Result<{ removed: true }>>;
  readConsentRequest(own: OwnSession, requestId: string): Promise<Result<ConsentRequest>>;
  answerConsentRequest(
    own: OwnSession,
    requestId: string,
    input: { allow: boolean },
  ): Promise<Result<{ redirectTo: string }>>;
  /** The apps that a person lets in. */
  listLetIn(own: OwnSession): Promise<Result<LetInApp[]>>;
  shutOut(own: OwnSession, clientId: string): Promise<Result<{ removed: true }>>;

  /** Public keys for access tokens (RFC 7517). */
  jwks(): Promise<{ keys: Record<string, unknown>[] }>;
}

/** Two tabs that renew in the same moment are no theft. */
export const REFRESH_GRACE_SECONDS = 10;
