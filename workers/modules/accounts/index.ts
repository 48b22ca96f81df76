export * from './app-schemas.ts';
export {
  answerConsentRequest,
  changeApp,
  listApps,
  listLetIn,
  readConsentRequest,
  registerApp,
  removeApp,
  rotateAppSecret,
  shutOut,
} from './apps.ts';
export { beginOutside, finishOutside, listProviders, unlinkOutside } from './outside-accounts.ts';
export {
  beginPasskey,
  beginPasskeySignIn,
  finishPasskey,
  finishPasskeySignIn,
  finishPasskeyStepUp,
  listPasskeys,
  removePasskey,
} from './passkeys.ts';
export { changePassword, requestPasswordReset, resetPassword } from './passwords.ts';
export * from './schemas.ts';
export { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes, stepUp } from './second-factor.ts';
export { endOtherSessions, endSession, listSessions, refreshSession, signOut } from './sessions.ts';
export {
  answerSecondFactor,
  requestMagicLink,
  resendVerification,
  signIn,
  signUp,
  useMagicLink,
  verifyEmail,
} from './sign-in.ts';
