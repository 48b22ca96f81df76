import type { Route } from '../../routing/define-route.ts';
import { answerSecondFactorRoute } from './answer-second-factor.ts';
import { beginOutsideRoute } from './begin-outside.ts';
import { beginPasskeyRoute } from './begin-passkey.ts';
import { beginPasskeySignInRoute } from './begin-passkey-sign-in.ts';
import { beginTotpRoute } from './begin-totp.ts';
import { changePasswordRoute } from './change-password.ts';
import { confirmTotpRoute } from './confirm-totp.ts';
import { endOtherSessionsRoute } from './end-other-sessions.ts';
import { endSessionRoute } from './end-session.ts';
import { finishOutsideRoute } from './finish-outside.ts';
import { finishPasskeyRoute } from './finish-passkey.ts';
import { finishPasskeySignInRoute } from './finish-passkey-sign-in.ts';
import { finishPasskeyStepUpRoute } from './finish-passkey-step-up.ts';
import { listPasskeysRoute } from './list-passkeys.ts';
import { listProvidersRoute } from './list-providers.ts';
import { listSessionsRoute } from './list-sessions.ts';
import { refreshSessionRoute } from './refresh-session.ts';
import { removePasskeyRoute } from './remove-passkey.ts';
import { removeTotpRoute } from './remove-totp.ts';
import { renewRecoveryCodesRoute } from './renew-recovery-codes.ts';
import { requestMagicLinkRoute } from './request-magic-link.ts';
import { requestPasswordResetRoute } from './request-password-reset.ts';
import { resendVerificationRoute } from './resend-verification.ts';
import { resetPasswordRoute } from './reset-password.ts';
import { signInRoute } from './sign-in.ts';
import { signOutRoute } from './sign-out.ts';
import { signUpRoute } from './sign-up.ts';
import { stepUpRoute } from './step-up.ts';
import { unlinkOutsideRoute } from './unlink-outside.ts';
import { useMagicLinkRoute } from './use-magic-link.ts';
import { verifyEmailRoute } from './verify-email.ts';

/** Ways into an account, and everything about how its owner signs in. */
export const authRoutes: readonly Route[] = [
  signUpRoute,
  resendVerificationRoute,
  requestMagicLinkRoute,
  requestPasswordResetRoute,
  verifyEmailRoute,
  signInRoute,
  answerSecondFactorRoute,
  useMagicLinkRoute,
  finishPasskeySignInRoute,
  beginPasskeySignInRoute,
  resetPasswordRoute,
  changePasswordRoute,
  refreshSessionRoute,
  signOutRoute,
  listSessionsRoute,
  endSessionRoute,
  endOtherSessionsRoute,
  beginTotpRoute,
  confirmTotpRoute,
  removeTotpRoute,
  renewRecoveryCodesRoute,
  stepUpRoute,
  listPasskeysRoute,
  beginPasskeyRoute,
  finishPasskeyRoute,
  removePasskeyRoute,
  finishPasskeyStepUpRoute,
  listProvidersRoute,
  beginOutsideRoute,
  finishOutsideRoute,
  unlinkOutsideRoute,
];
