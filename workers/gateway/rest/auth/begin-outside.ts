import { BeginOutsideBody, beginOutside, OutsideBegun, ProviderParams } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { signInAttempts } from './limits.ts';

export const beginOutsideRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/outside/{provider}/begin',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Where to send the browser, to sign in with an outside account',
    description: 'What only this browser may bring back stands in a cookie.',
    params: ProviderParams,
    body: BeginOutsideBody,
    response: OutsideBegun,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'rate_limited'],
    limit: signInAttempts,
    example: { params: { provider: 'google' }, body: { returnTo: '/account' } },
  },
  async ({ ctx, params, body, cookies }) => {
    const { provider } = params;
    const { returnTo, link = false } = body;
    const { url, ceremony } = await beginOutside(ctx, { provider, returnTo, link });
    cookies.keepCeremony(ceremony);
    return { url };
  },
);
