import { CreateKeyBody, createKey, NewKeyView } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';

export const createKeyRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/me/keys',
    area: 'Accounts',
    permission: 'keys.own',
    summary: 'Makes a key for a program of yours',
    description: 'It can do no more than you, and never what asks for a second factor. It is shown this once.',
    body: CreateKeyBody,
    status: 201,
    response: NewKeyView,
    errors: ['unauthenticated', 'forbidden', 'conflict'],
    example: { body: { name: 'Stock mirror', permissions: ['catalog.read'] } },
  },
  ({ ctx, body }) => createKey(ctx, body),
);
