import { ConsentsView, listConsents } from '#modules/customers';
import { defineRoute } from '../../routing/define-route.ts';

export const listConsentsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/me/consents',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'What you agreed to and took back',
    response: ConsentsView,
    errors: ['unauthenticated', 'forbidden'],
  },
  ({ ctx }) => listConsents(ctx),
);
