import { AppParams, NewAppSecret, rotateAppSecret } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const rotateAppSecretRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/apps/{clientId}/rotate-secret',
    area: 'Accounts',
    permission: 'apps.manage',
    summary: 'Gives an app a new secret',
    description: 'The old one ends at once. The new one is shown this once.',
    params: AppParams,
    response: NewAppSecret,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { clientId: 'app_3kT9mQ2vXw7LrB5nYc8dZf1g' } },
  },
  ({ ctx, params }) => rotateAppSecret(ctx, params.clientId),
);
