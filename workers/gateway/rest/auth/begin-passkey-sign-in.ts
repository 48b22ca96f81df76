import { beginPasskeySignIn, Ceremony } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { signInAttempts } from './limits.ts';

export const beginPasskeySignInRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/passkeys/sign-in/begin',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'What to ask a passkey for, to sign in or to confirm',
    response: Ceremony,
    errors: ['rate_limited'],
    limit: signInAttempts,
  },
  ({ ctx }) => beginPasskeySignIn(ctx),
);
