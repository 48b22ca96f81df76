import { CreateInvitationBody, createInvitation, InvitationView } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const createInvitationRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/invitations',
    area: 'Administration',
    permission: 'people.invite',
    summary: 'Invites somebody to an account',
    description:
      'The link goes to the address and nowhere else. Rights beyond your own cannot be given, and those that ask for a second factor only with one.',
    body: CreateInvitationBody,
    status: 201,
    response: InvitationView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'conflict'],
    example: {
      body: {
        email: 'new.cashier@example.com',
        kind: 'staff',
        grant: { role: 'cashier', scope: [sample.storeId] },
      },
    },
  },
  ({ ctx, body }) => createInvitation(ctx, body),
);
