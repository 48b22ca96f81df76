import type { Visitor } from '#platform/context';
import { nobody } from '#platform/context';
import type { Result } from '#platform/errors';
import type { IdentityDoor } from '#platform/identity-door';
import { describeAccount } from './accounts/describe-account.ts';
import { eraseAccount } from './accounts/erase-account.ts';
import { me } from './accounts/me.ts';
import { resendVerification } from './accounts/resend-verification.ts';
import { signUp } from './accounts/sign-up.ts';
import { verifyEmail } from './accounts/verify-email.ts';
import { answer } from './answer.ts';
import type { IdentityContext, OpenIdentity } from './identity-context.ts';
import { beginOutside, finishOutside, unlinkOutside } from './outside/outside-accounts.ts';
import { beginPasskeySignIn, finishPasskeySignIn, finishPasskeyStepUp } from './passkeys/assert.ts';
import { listPasskeys, removePasskey } from './passkeys/own-passkeys.ts';
import { beginPasskey, finishPasskey } from './passkeys/register.ts';
import { changePassword } from './passwords/change-password.ts';
import { resetPassword } from './passwords/reset-password.ts';
import { answerConsentRequest, listLetIn, readConsentRequest, shutOut } from './provider/consents.ts';
import { changeApp, listApps, registerApp, removeApp, rotateAppSecret } from './provider/registered-apps.ts';
import { answerSecondFactor } from './second-factor/answer-challenge.ts';
import { removeTotp } from './second-factor/remove-totp.ts';
import { beginTotp, confirmTotp } from './second-factor/set-up-totp.ts';
import { renewRecoveryCodes, stepUp } from './second-factor/step-up.ts';
import { endAllSessions, listSessions, revokeOtherSessions, revokeSession, signOut } from './sessions/own-sessions.ts';
import { refresh } from './sessions/refresh.ts';
import { requestLink, useMagicLink } from './sign-in/magic-link.ts';
import { signIn } from './sign-in/sign-in.ts';

/** Every method of the door, as a verb over a context of its own. */
export function identityDoor(open: OpenIdentity): IdentityDoor {
  const run = <T>(visitor: Visitor, verb: (ctx: IdentityContext) => Promise<T>): Promise<Result<T>> => {
    const ctx = open(visitor);
    return answer(ctx.requestId, () => verb(ctx));
  };
  return {
    signUp: (input, visitor) => run(visitor, (ctx) => signUp(ctx, input)),
    resendVerification: (input, visitor) => run(visitor, (ctx) => resendVerification(ctx, input)),
    verifyEmail: (input, visitor) => run(visitor, (ctx) => verifyEmail(ctx, input)),
    signIn: (input, visitor) => run(visitor, (ctx) => signIn(ctx, input)),
    answerSecondFactor: (input, visitor) => run(visitor, (ctx) => answerSecondFactor(ctx, input)),
    requestMagicLink: (input, visitor) => run(visitor, (ctx) => requestLink(ctx, 'magic_link', input)),
    useMagicLink: (input, visitor) => run(visitor, (ctx) => useMagicLink(ctx, input)),
    requestPasswordReset: (input, visitor) => run(visitor, (ctx) => requestLink(ctx, 'password_reset', input)),
    resetPassword: (input, visitor) => run(visitor, (ctx) => resetPassword(ctx, input)),
    changePassword: (own, input, visitor) => run(visitor, (ctx) => changePassword(ctx, own, input)),

    refresh: (input, visitor) => run(visitor, (ctx) => refresh(ctx, input, null)),
    signOut: (own) => run(nobody, (ctx) => signOut(ctx, own)),
    listSessions: (own) => run(nobody, (ctx) => listSessions(ctx, own)),
    revokeSession: (own, sessionId) => run(nobody, (ctx) => revokeSession(ctx, own, sessionId)),
    revokeOtherSessions: (own) => run(nobody, (ctx) => revokeOtherSessions(ctx, own)),
    endAllSessions: (personId) => run(nobody, (ctx) => endAllSessions(ctx, personId)),

    me: (own) => run(nobody, (ctx) => me(ctx, own)),
    describeAccount: (personId) => run(nobody, (ctx) => describeAccount(ctx, personId)),
    eraseAccount: (personId, asked) => run(nobody, (ctx) => eraseAccount(ctx, personId, asked)),
    beginTotp: (own, input) => run(nobody, (ctx) => beginTotp(ctx, own, input)),
    confirmTotp: (own, input, visitor) => run(visitor, (ctx) => confirmTotp(ctx, own, input)),
    removeTotp: (own, input, visitor) => run(visitor, (ctx) => removeTotp(ctx, own, input)),
    renewRecoveryCodes: (own, input, visitor) => run(visitor, (ctx) => renewRecoveryCodes(ctx, own, input)),
    stepUp: (own, input) => run(nobody, (ctx) => stepUp(ctx, own, input)),

    beginPasskey: (own, input) => run(nobody, (ctx) => beginPasskey(ctx, own, input)),
    finishPasskey: (own, input, visitor) => run(visitor, (ctx) => finishPasskey(ctx, own, input)),
    listPasskeys: (own) => run(nobody, (ctx) => listPasskeys(ctx, own)),
    removePasskey: (own, passkeyId, input, visitor) => run(visitor, (ctx) => removePasskey(ctx, own, passkeyId, input)),
    beginPasskeySignIn: () => run(nobody, beginPasskeySignIn),
    finishPasskeySignIn: (input, visitor) => run(visitor, (ctx) => finishPasskeySignIn(ctx, input)),
    finishPasskeyStepUp: (own, input) => run(nobody, (ctx) => finishPasskeyStepUp(ctx, own, input)),

    providers: () => run(nobody, async (ctx) => ctx.outside.map(({ id, name }) => ({ id, name }))),
    beginOutside: (input, visitor) => run(visitor, (ctx) => beginOutside(ctx, input)),
    finishOutside: (input, visitor) => run(visitor, (ctx) => finishOutside(ctx, input)),
    unlinkOutside: (own, provider) => run(nobody, (ctx) => unlinkOutside(ctx, own, provider)),

    listApps: (own) => run(nobody, (ctx) => listApps(ctx, own)),
    registerApp: (own, input) => run(nobody, (ctx) => registerApp(ctx, own, input)),
    changeApp: (own, clientId, change) => run(nobody, (ctx) => changeApp(ctx, own, clientId, change)),
    rotateAppSecret: (own, clientId) => run(nobody, (ctx) => rotateAppSecret(ctx, own, clientId)),
    removeApp: (own, clientId) => run(nobody, (ctx) => removeApp(ctx, own, clientId)),
    readConsentRequest: (own, requestId) => run(nobody, (ctx) => readConsentRequest(ctx, own, requestId)),
    answerConsentRequest: (own, requestId, input) =>
      run(nobody, (ctx) => answerConsentRequest(ctx, own, requestId, input)),
    listLetIn: (own) => run(nobody, (ctx) => listLetIn(ctx, own)),
    shutOut: (own, clientId) => run(nobody, (ctx) => shutOut(ctx, own, clientId)),

    jwks: async () => {
      const ctx = open(nobody);
      return { keys: await ctx.signingKeys.publicKeys(ctx) };
    },
  };
}
