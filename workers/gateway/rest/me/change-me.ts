import { ChangeMeBody, changeMe, MeView } from '#modules/customers';
import { defineRoute } from '../../routing/define-route.ts';

export const changeMeRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/me',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'Changes your name, phone or language',
    description: 'A null phone removes it. The e-mail address is what you sign in with and stays.',
    body: ChangeMeBody,
    response: MeView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { body: { name: 'Asha Kulkarni', language: 'hi' } },
  },
  ({ ctx, body }) => changeMe(ctx, body),
);
