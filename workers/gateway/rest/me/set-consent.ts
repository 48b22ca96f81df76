import { ConsentsView, SetConsentBody, setConsent } from '#modules/customers';
import { defineRoute } from '../../routing/define-route.ts';

export const setConsentRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/me/consents',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'Gives a consent or takes it back',
    description:
      'Agreeing names the version of the notice that was shown; taking it back needs nothing. Each change is added to the ledger for good.',
    body: SetConsentBody,
    response: ConsentsView,
    errors: ['unauthenticated', 'forbidden'],
    example: { body: { channel: 'email', purpose: 'marketing', given: false } },
  },
  ({ ctx, body }) => setConsent(ctx, body),
);
