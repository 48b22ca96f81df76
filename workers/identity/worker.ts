import { WorkerEntrypoint } from 'cloudflare:workers';
import type { Visitor } from '#platform/context';
import type { AppSettings, ErasureAsked, IdentityDoor, OwnSession, WebAuthnJson } from '#platform/identity-door';
import { answerOauth, doorOf } from './door.ts';
import type { IdentityEnv } from './env.ts';
import { answerHttp } from './http-routes.ts';

/** The door of identity for the Workers bound to it. Every method is a verb of this Worker: see door.ts. */
export default class Identity extends WorkerEntrypoint<IdentityEnv> implements IdentityDoor {
  override fetch(request: Request): Promise<Response> {
    return answerHttp(request, this.#door, (asked) => answerOauth(this.env, asked));
  }

  get #door(): IdentityDoor {
    return doorOf(this.env);
  }

  signUp(
    input: { name: string; email: string; password: string; language: string; invitation?: string },
    visitor: Visitor,
  ) {
    return this.#door.signUp(input, visitor);
  }
  resendVerification(input: { email: string }, visitor: Visitor) {
    return this.#door.resendVerification(input, visitor);
  }
  verifyEmail(input: { token: string }, visitor: Visitor) {
    return this.#door.verifyEmail(input, visitor);
  }
  signIn(input: { email: string; password: string }, visitor: Visitor) {
    return this.#door.signIn(input, visitor);
  }
  answerSecondFactor(input: { challenge: string; method: 'totp' | 'recovery_code'; code: string }, visitor: Visitor) {
    return this.#door.answerSecondFactor(input, visitor);
  }
  requestMagicLink(input: { email: string; language: string }, visitor: Visitor) {
    return this.#door.requestMagicLink(input, visitor);
  }
  useMagicLink(input: { token: string }, visitor: Visitor) {
    return this.#door.useMagicLink(input, visitor);
  }
  requestPasswordReset(input: { email: string; language: string }, visitor: Visitor) {
    return this.#door.requestPasswordReset(input, visitor);
  }
  resetPassword(input: { token: string; password: string }, visitor: Visitor) {
    return this.#door.resetPassword(input, visitor);
  }
  changePassword(own: OwnSession, input: { current: string; password: string }, visitor: Visitor) {
    return this.#door.changePassword(own, input, visitor);
  }

  refresh(input: { refreshToken: string }, visitor: Visitor) {
    return this.#door.refresh(input, visitor);
  }
  signOut(own: OwnSession) {
    return this.#door.signOut(own);
  }
  listSessions(own: OwnSession) {
    return this.#door.listSessions(own);
  }
  revokeSession(own: OwnSession, sessionId: string) {
    return this.#door.revokeSession(own, sessionId);
  }
  revokeOtherSessions(own: OwnSession) {
    return this.#door.revokeOtherSessions(own);
  }
  endAllSessions(personId: string) {
    return this.#door.endAllSessions(personId);
  }
  describeAccount(personId: string) {
    return this.#door.describeAccount(personId);
  }
  eraseAccount(personId: string, asked: ErasureAsked) {
    return this.#door.eraseAccount(personId, asked);
  }

  me(own: OwnSession) {
    return this.#door.me(own);
  }
  beginTotp(own: OwnSession, input: { password: string }) {
    return this.#door.beginTotp(own, input);
  }
  confirmTotp(own: OwnSession, input: { code: string }, visitor: Visitor) {
    return this.#door.confirmTotp(own, input, visitor);
  }
  removeTotp(own: OwnSession, input: { password: string; code: string }, visitor: Visitor) {
    return this.#door.removeTotp(own, input, visitor);
  }
  renewRecoveryCodes(own: OwnSession, input: { code: string }, visitor: Visitor) {
    return this.#door.renewRecoveryCodes(own, input, visitor);
  }
  stepUp(own: OwnSession, input: { method: 'totp' | 'recovery_code'; code: string }) {
    return this.#door.stepUp(own, input);
  }

  beginPasskey(own: OwnSession, input: { password?: string }) {
    return this.#door.beginPasskey(own, input);
  }
  finishPasskey(own: OwnSession, input: { ceremony: string; name: string; response: WebAuthnJson }, visitor: Visitor) {
    return this.#door.finishPasskey(own, input, visitor);
  }
  listPasskeys(own: OwnSession) {
    return this.#door.listPasskeys(own);
  }
  removePasskey(own: OwnSession, passkeyId: string, input: { password?: string }, visitor: Visitor) {
    return this.#door.removePasskey(own, passkeyId, input, visitor);
  }
  beginPasskeySignIn() {
    return this.#door.beginPasskeySignIn();
  }
  finishPasskeySignIn(input: { ceremony: string; response: WebAuthnJson }, visitor: Visitor) {
    return this.#door.finishPasskeySignIn(input, visitor);
  }
  finishPasskeyStepUp(own: OwnSession, input: { ceremony: string; response: WebAuthnJson }) {
    return this.#door.finishPasskeyStepUp(own, input);
  }

  providers() {
    return this.#door.providers();
  }
  beginOutside(input: { provider: string; returnTo: string; own?: OwnSession }, visitor: Visitor) {
    return this.#door.beginOutside(input, visitor);
  }
  finishOutside(input: { provider: string; code: string; state: string; ceremony: string }, visitor: Visitor) {
    return this.#door.finishOutside(input, visitor);
  }
  unlinkOutside(own: OwnSession, provider: string) {
    return this.#door.unlinkOutside(own, provider);
  }

  listApps(own: OwnSession) {
    return this.#door.listApps(own);
  }
  registerApp(own: OwnSession, input: AppSettings & { isConfidential: boolean }) {
    return this.#door.registerApp(own, input);
  }
  changeApp(own: OwnSession, clientId: string, change: Partial<AppSettings>) {
    return this.#door.changeApp(own, clientId, change);
  }
  rotateAppSecret(own: OwnSession, clientId: string) {
    return this.#door.rotateAppSecret(own, clientId);
  }
  removeApp(own: OwnSession, clientId: string) {
    return this.#door.removeApp(own, clientId);
  }
  readConsentRequest(own: OwnSession, requestId: string) {
    return this.#door.readConsentRequest(own, requestId);
  }
  answerConsentRequest(own: OwnSession, requestId: string, input: { allow: boolean }) {
    return this.#door.answerConsentRequest(own, requestId, input);
  }
  listLetIn(own: OwnSession) {
    return this.#door.listLetIn(own);
  }
  shutOut(own: OwnSession, clientId: string) {
    return this.#door.shutOut(own, clientId);
  }

  jwks() {
    return this.#door.jwks();
  }
}
