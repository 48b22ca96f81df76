import { ErasedView, EraseMeBody, eraseMe } from '#modules/customers';
import { defineRoute } from '../../routing/define-route.ts';

export const eraseMeRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/me/erasure',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'Erases you, for good',
    description:
      'Names, addresses, messages, sessions and ways to sign in go at once. Orders keep their goods and amounts under an erased contact; one that is still on its way loses its address.',
    body: EraseMeBody,
    response: ErasedView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'second_factor_required'],
    example: { body: { confirm: 'erase my account' } },
  },
  ({ ctx, body }) => eraseMe(ctx, body),
);
