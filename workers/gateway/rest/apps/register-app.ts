import { NewApp, RegisterAppBody, registerApp } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const registerAppRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/apps',
    area: 'Accounts',
    permission: 'apps.manage',
    summary: 'Registers an app that people may let in',
    description: 'A confidential app gets a secret, which is shown this once. How apps work: docs/apps.md.',
    body: RegisterAppBody,
    status: 201,
    response: NewApp,
    errors: ['unauthenticated', 'forbidden', 'conflict'],
    example: {
      body: {
        name: 'Reorder reminder',
        homepage: 'https://reorder.example',
        redirectUris: ['https://reorder.example/back'],
        scopes: ['profile.own'],
        isConfidential: true,
      },
    },
  },
  ({ ctx, body }) => registerApp(ctx, body),
);
