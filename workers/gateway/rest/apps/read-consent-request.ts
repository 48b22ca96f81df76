import { ConsentRequestParams, ConsentRequestView, readConsentRequest } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const readConsentRequestRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/oauth/consents/{requestId}',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'What an app asks you for',
    params: ConsentRequestParams,
    response: ConsentRequestView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { requestId: 'arq_3kT9mQ2vXw7LrB5nYc8dZf1g' } },
  },
  ({ ctx, params }) => readConsentRequest(ctx, params.requestId),
);
