import { AnswerConsentBody, answerConsentRequest, ConsentAnswered, ConsentRequestParams } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const answerConsentRequestRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/oauth/consents/{requestId}',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Allows or refuses what an app asks for, once',
    params: ConsentRequestParams,
    body: AnswerConsentBody,
    response: ConsentAnswered,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'expired'],
    example: { params: { requestId: 'arq_3kT9mQ2vXw7LrB5nYc8dZf1g' }, body: { allow: true } },
  },
  ({ ctx, params, body }) => answerConsentRequest(ctx, params.requestId, body),
);
